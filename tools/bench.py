"""Measure the program beside its peers in one run, and write the page of benchmarks.

Each row is ours and a peer's, taken in turn so that both meet the same machine;
medians and their ratio are written with the machine and the versions.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path

from attrs import frozen

__all__ = ["main"]

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "explanation" / "benchmarks.md"
BARE = """\
import duckdb, sys
with duckdb.connect(sys.argv[1], read_only=True) as log:
    log.execute("SELECT count(*) FROM events").fetchall()
"""
EMPTY = "pass"


@frozen(kw_only=True)
class Row:
    """One measurement: what was run, ours and the peer's medians in milliseconds."""

    what: str
    ours: float
    peer_name: str
    peer: float
    goal: str


def main() -> int:
    """Measure, print, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds; write no page")
    parser.add_argument("--claims", type=int, default=100_000, help="how many claims to read")
    arguments = parser.parse_args()
    rounds = 7 if arguments.quick else 25
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger"
        _timeline("init", str(ledger), "--example")
        _timeline("record", str(ledger))
        rows = _rows(ledger / "deals.duckdb", rounds)
    page = _page(rows, rounds, _claims(arguments.claims))
    print(page)
    if rounds > 7:  # noqa: PLR2004 - the quick size
        PAGE.write_text(page, encoding="utf-8")
        print(f"wrote {PAGE.relative_to(ROOT)}", file=sys.stderr)
    return 0


def _rows(log: Path, rounds: int) -> list[Row]:
    python = [sys.executable]
    bare = [*python, "-c", BARE, str(log)]
    empty = [*python, "-c", EMPTY]
    ours = [*python, "-m", "timeline"]
    at = ["--log", str(log)]
    own = [*ours, "own", "--holder", "shanghai-yunya", "--on", "2025-09-01", *at]
    show = [*ours, "show", "--from", "2025-09-01", "--to", "2025-09-15", *at]
    opens, starts = "Python that opens the file and runs one query", "Python that does nothing"
    return [
        _row("`timeline --help`", [*ours, "--help"], starts, empty, "150 ms", rounds),
        _row("`timeline own`, one holder", own, opens, bare, "2x", rounds),
        _row("`timeline own --json`", [*own, "--json"], opens, bare, "2x", rounds),
        _row("`timeline show`, two weeks", show, opens, bare, "", rounds),
    ]


def _row(  # noqa: PLR0913, PLR0917 - a row has six parts
    what: str, ours: list[str], peer_name: str, peer: list[str], goal: str, rounds: int
) -> Row:
    """Run both in turn, after one round that does not count."""
    taken: tuple[list[float], list[float]] = ([], [])
    for each in range(rounds + 1):
        for command, times in zip((ours, peer), taken, strict=True):
            milliseconds = _took(command)
            if each:
                times.append(milliseconds)
    ours_median, peer_median = (statistics.median(times) for times in taken)
    return Row(what=what, ours=ours_median, peer_name=peer_name, peer=peer_median, goal=goal)


def _took(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=_environment())
    return (time.perf_counter() - begun) * 1000


def _timeline(*arguments: str) -> None:
    command = [sys.executable, "-m", "timeline", *arguments]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=_environment())


def _environment() -> dict[str, str]:
    """Return a person's environment: modules stay compiled, and nothing of ours is set."""
    unwanted = ("TIMELINE_", "PYTHONDONTWRITEBYTECODE", "PYTHONPROFILE")
    return {name: each for name, each in os.environ.items() if not name.startswith(unwanted)}


def _claims(count: int) -> str:
    """Measure many claims in a process of their own: the memory is theirs alone."""
    command = [sys.executable, str(ROOT / "tools" / "bench_claims.py"), str(count)]
    environment = _environment() | {"PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    )
    return ended.stdout


def _page(rows: list[Row], rounds: int, claims: str) -> str:
    """Write the page: the machine, the versions, the rows."""
    packages = ", ".join(
        f"{name} {version(name)}" for name in ("attrs", "cattrs", "click", "duckdb", "rich")
    )
    lines = [
        "<!-- Made by `make bench`. -->",
        "",
        "# Benchmarks",
        "",
        (
            f"Measured on {date.today().isoformat()}"  # noqa: DTZ011 - the day on this machine
            f" with {os.cpu_count()} cores, {platform.system()} {platform.machine()},"
            f" Python {platform.python_version()}, {packages}."
        ),
        f"Medians of {rounds} runs, ours and the peer's in turn. Run them yourself: `make bench`.",
        "",
        "| what | ours | peer | peer's | ratio | goal |",
        "|---|---:|---|---:|---:|---:|",
    ]
    lines += [
        f"| {row.what} | {row.ours:.0f} ms | {row.peer_name} | {row.peer:.0f} ms"
        f" | {row.ours / row.peer:.2f}x | {row.goal} |"
        for row in rows
    ]
    lines += [
        "",
        (
            "The ledger is the example of five articles. A process that answers spends most of its"
            " time loading Python and DuckDB; the rest is ours: reading the events, composing,"
            " drawing."
        ),
        "",
        claims,
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
