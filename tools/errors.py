"""Make the page of every error from the catalogue in tests/errors.

Writes docs/reference/errors.md; with --check writes nothing, and exits 1 where
the page is not what it would write.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from timeline.record.ledger import read_ledger
from timeline.views.finding import RULES

__all__ = ["ELSEWHERE", "cases", "main", "stale", "text"]

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "tests" / "errors"
PAGE = ROOT / "docs" / "reference" / "errors.md"

_HEAD = """\
<!-- Made by tools/errors.py from tests/errors; change what it is made from. -->

# Errors

What `timeline check` and `timeline record` say of a ledger: a heading for each rule, a file that
breaks it, and what is printed then. The last word of a message's first line is its rule.

An error of the files keeps everything out of the log; a warning does not, unless `--strict` is
given. What the facts say against each other is reported of all that the log then holds, over all
days and whatever the order of recording, and keeps nothing out: what was told was told, and is put
right by a correction. `check` exits 1 for every error of either kind. The last few rules are of
other commands, as is said there.
"""
ELSEWHERE = {
    "bods-malformed": "`timeline import bods`: a statement lacks what its kind needs, or a field"
    " does not read. Nothing of the file is recorded; the message names the statement and field.",
    "bods-published-early": "`timeline import bods`: a statement was published before the day that"
    " it is dated. It is imported, and this is a warning.",
    "bulk-malformed": "`timeline import facts`: a file or a column cannot be read, and nothing is"
    " recorded. What is wrong with a row breaks the rule that it would break in a ledger's file.",
    "holding-circle": "`timeline own --look-through economic`: companies own each other whole, so"
    " that no share of them comes to anybody. They have no row; the others are unharmed.",
    "prices-gap": "`timeline import prices`: no close is told for more than 15 days, so that the"
    " move after them is of more than one day. It is imported, and this is a warning.",
    "prices-malformed": "`timeline import prices`: a row has no day or price that can be read, or"
    " another close for a day. Nothing of the file is recorded; the message names file and line.",
}
"""The rules that other commands report, which no ledger breaks."""
_PLACE = re.compile(r"(\S+\.toml):\d+: ")


def cases() -> list[Path]:
    """Return the folders of the catalogue, one for each rule, in order."""
    return sorted(path.parent for path in CATALOGUE.glob("*/about.txt"))


def text() -> str:
    """Write the page."""
    others = [f"## `{rule}`\n\nFrom {about}\n" for rule, about in ELSEWHERE.items()]
    return "\n".join([_HEAD, *(_section(case) for case in cases()), *others])


def stale(page: Path = PAGE) -> bool:
    """Tell whether a page is not what would be written."""
    return not page.is_file() or page.read_text("utf-8") != text()


def _section(case: Path) -> str:
    about = (case / "about.txt").read_text("utf-8")
    printed = (case / "expected.txt").read_text("utf-8")
    severity = "a warning" if "warning: " in printed.partition("\n")[0] else "an error"
    if case.name in {*RULES, "expectation-unmet"}:
        severity += ", and keeps nothing out of the log"
    file = _breaking(case, printed)
    return (
        f"## `{case.name}`\n\n{about.strip()} This is {severity}.\n\n{_shown(case, file)}\n"
        f"It prints:\n\n```text\n{printed}```\n"
    )


def _breaking(case: Path, printed: str) -> Path:
    """Return the file that the printed text speaks of."""
    place = _PLACE.match(printed)
    return case / (place[1] if place else "events/stakes.toml")


def _shown(case: Path, file: Path) -> str:
    """Show a file of the catalogue; where it was recorded before, as it was then first."""
    name = file.relative_to(case).as_posix()
    now = f"{_mark(case)}```toml\n{file.read_text('utf-8', errors='replace')}```\n"
    before = case / "before" / name
    if not before.is_file():
        return f"`{name}`:\n\n{now}"
    then = f"```toml\n{before.read_text('utf-8')}```\n"
    return f"`{name}`, recorded as\n\n{then}\nand now:\n\n{now}"


def _mark(case: Path) -> str:
    """Say before a block that reading it reports the rule, so that the page's test expects it."""
    told = {each.rule for each in read_ledger([case]).problems} - {"file-unreadable"}
    return f"<!-- wrong: {case.name} -->\n\n" if told else ""


def main(arguments: list[str]) -> int:
    """Write the page, or check that it is as it should be; return the exit code."""
    if "--check" not in arguments:
        PAGE.write_text(text(), "utf-8")
        return 0
    if stale():
        print(f"{PAGE.relative_to(ROOT)} is not what tools/errors.py writes: run it")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
