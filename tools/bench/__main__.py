"""Measure the program beside plain DuckDB and its peers in one run; write the page.

make bench                   up to a million facts
make bench QUICK=1           a hundred thousand, without the ledger, in two minutes; no page
make bench FULL=1            up to ten million, in about an hour
make bench ARGS="--only market-day --only rebuild"
make bench FULL=1 ARGS="--keep FOLDER"   the markets stay there, and need not be made again
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from tools.bench import page, start
from tools.bench.growth import Panel, picture
from tools.bench.place import LARGEST, place_of
from tools.bench.questions import QUESTIONS
from tools.bench.turns import ROOT, measured

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tools.bench.goals import Results
    from tools.bench.page import Found

__all__ = ["main"]

PAGE = ROOT / "docs" / "explanation" / "benchmarks.md"
PICTURE = PAGE.with_name("growth.svg")
_QUICK, _DEFAULT = 100_000, 1_000_000
_SIZES = (100_000, 1_000_000, 10_000_000)


def main() -> int:
    """Measure, print, and write the page and its picture."""
    asked = _arguments()
    sizes = _sizes(asked.events, asked.largest)
    with ExitStack() as stack:
        folder = asked.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        found = _found(folder.resolve(), sizes, asked)
    rows = [] if asked.only else start.rows(7 if asked.quick else 25)
    text = _page(found, sizes, asked, rows)
    print(text)
    if not asked.quick and not asked.only:
        PAGE.write_text(text, encoding="utf-8")
        PICTURE.write_text(picture(_panels(found)), encoding="utf-8")
        print(f"wrote {PAGE.relative_to(ROOT)} and {PICTURE.name} beside it", file=sys.stderr)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.bench")
    parser.add_argument("--quick", action="store_true", help="a hundred thousand; write no page")
    parser.add_argument("--events", type=int, help="how many facts the largest market has")
    parser.add_argument(
        "--largest", type=int, default=LARGEST,
        help="of how many facts a market is at most; more are copies of one, side by side",
    )  # fmt: skip
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--claims", type=int, help="how many claims to read in memory")
    parser.add_argument("--only", action="append", choices=[each.name for each in QUESTIONS])
    parser.add_argument("--keep", type=Path, help="where the markets are, and stay, on the disk")
    asked = parser.parse_args()
    asked.events = asked.events or (_QUICK if asked.quick else _DEFAULT)
    if asked.events > asked.largest and asked.events % asked.largest:
        parser.error("--events is no whole number of copies of --largest")
    asked.claims = asked.claims or (_QUICK // 5 if asked.quick else _QUICK)
    return asked


def _sizes(events: int, largest: int) -> list[int]:
    """Return the sizes to measure at; one that is no whole number of copies is left out."""
    below = {each for each in (*_SIZES, largest) if each < events}
    return [*sorted(each for each in below if each <= largest or each % largest == 0), events]


def _found(folder: Path, sizes: list[int], asked: argparse.Namespace) -> Found:
    """Measure each question at each size; what does not grow, at the largest alone."""
    found: dict[str, dict[int, Results]] = {}
    for each in QUESTIONS:
        if each.name not in asked.only if asked.only else asked.quick and each.slow:
            continue
        for size in sizes if each.grows else sizes[-1:]:
            print(f"{each.title}, {size:,} facts", file=sys.stderr)
            place = place_of(folder, size, largest=asked.largest)
            found.setdefault(each.name, {})[size] = measured(each, place, asked.rounds)
    return found


def _page(found: Found, sizes: list[int], asked: argparse.Namespace, rows: list[start.Row]) -> str:
    lines = [*page.head(sizes, asked.rounds, asked.largest), "", *page.goals(found), ""]
    if len(sizes) > 1:
        lines += ["## Growth", "", _IMAGE, ""]
    lines += page.sides(found)
    if rows:
        lines += ["## Whole commands", "", *start.table(rows), "", start.claims(asked.claims)]
    return "\n".join(lines)


_IMAGE = "![How long each answer takes as the market grows](growth.svg)"


def _panels(found: Found) -> list[Panel]:
    return [Panel(each.title, _lines(found[each.name])) for each in QUESTIONS if each.grows]


def _lines(sizes: Mapping[int, Results]) -> dict[str, dict[int, float]]:
    lines: dict[str, dict[int, float]] = {}
    for size, results in sizes.items():
        for name, each in results.items():
            if not each.why:
                lines.setdefault(name, {})[size] = each.whole
    return lines


if __name__ == "__main__":
    sys.exit(main())
