"""Run the documentation: what a page shows is what the program prints.

All `console` and `python` blocks of a page are run in order in one folder, a
copy of the example ledger, recorded, unless the page begins with `<!-- ledger:
empty -->`, or with `tutorial`, which goes on where the tutorial ends. A line
`$ timeline …`, `$ pytest …`, `$ cat FILE` or `$ cd FOLDER` is a command; what follows it is all
that it prints. Every `toml` block is read. An HTML comment right before a block
changes that, as `name: value` between semicolons:

- `output: contains`: the lines shown stand in the output, which has more;
  `output: first 9`: they are its first nine
- `exit: 1`: the exit code of the last command, 0 where nothing is said
- `width: 80`: how wide it is drawn, 100 where nothing is said
- `file: PATH`, `append: PATH`: the block is written there first; a `diff` block
  is applied to its file
- `wrong: RULE`: reading the block reports this rule
- `needs: documents`: run only where TIMELINE_DOCUMENTS is set (`timeline quote` alone)
- `not run: REASON`

`python -m tests.test_docs` writes what is printed into the pages. Heads and
digests (12 or 64 hexadecimal digits) may be any, and so may the time that tests take.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args
from unittest import mock

import click
import pytest
from attrs import field, frozen, mutable

from timeline import dates
from timeline.cli import cli, run
from timeline.facts import measure
from timeline.facts.fact import STANDINGS
from timeline.facts.names import FACTS
from timeline.facts.records import EntityKind
from timeline.money import Amount, Count
from timeline.record.ledger import read_ledger
from timeline.shares import Change, Points, Share
from timeline.store.verify import Kind
from timeline.views.why import RULES
from tools import docs_check, docs_sql

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
PAGES = (ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md")))
KINDS = {"console", "diff", "json", "python", "sh", "sql", "text", "toml"}
TUTORIAL = ROOT / "docs" / "tutorial" / "first-ledger.md"
DOCUMENTS = os.environ.get("TIMELINE_DOCUMENTS")
NO_BASIS = {"control", "possible-day", "possible-public", "superseded"}
TODAY = "2026-11-21"
HEX = re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-f]{12})\b")
SECONDS = re.compile(r" in \d+\.\d\ds")
MARKS = re.compile(r"<!--(.*?)-->", re.DOTALL)


@frozen
class Block:
    """A code block of a page: the line of its fence, its language, text and marks."""

    line: int
    kind: str
    text: str
    marks: dict[str, str]

    @property
    def commands(self) -> list[tuple[str, str]]:
        """The commands of a console block, each with what is shown under it."""
        found: list[tuple[str, list[str]]] = []
        for line in self.text.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
        return [(command, "\n".join(shown).rstrip("\n")) for command, shown in found]

    def due(self, shown: str, printed: str) -> list[str]:
        """Return the lines that the block should show of what is printed."""
        how, _, count = self.marks.get("output", "").partition(" ")
        if how == "contains" and set(masked(shown)) <= set(masked(printed)):
            return shown.splitlines()
        return printed.splitlines()[: int(count) if how == "first" else None]

    def shows(self, shown: str, printed: str) -> bool:
        """Tell whether the block shows what it should."""
        return masked(shown) == masked("\n".join(self.due(shown, printed)))


def masked(text: str) -> list[str]:
    """Return the lines of a text with its heads, digests and times made alike."""
    alike = SECONDS.sub(" in 0.00s", text)
    return HEX.sub(lambda found: "0" * len(found[0]), alike).splitlines()


@mutable
class Session:
    """One page's folder, and the time there: ten minutes on after each record."""

    folder: Path
    time: datetime = field(factory=lambda: datetime(2026, 11, 21, 9, tzinfo=UTC))

    def begin(self, ledger: str) -> None:
        """Put the example ledger into the folder, or the tutorial's as it ends, or nothing."""
        if ledger == "tutorial":
            list(self.play(TUTORIAL))
        if ledger in {"empty", "tutorial"}:
            return
        for name in ("seeds", "events"):
            shutil.copytree(ROOT / name, self.folder / name)
        printed, code = self.run('timeline record -m "the example"', Block(0, "", "", {}))
        assert code == 0, printed

    def play(self, page: Path) -> Iterator[tuple[Block, str, str, str, int]]:
        """Run the blocks of a page."""
        for block in blocks(page):
            if "not run" in block.marks or ("needs" in block.marks and not DOCUMENTS):
                continue
            self.write(block)
            if block.kind == "python":
                with self.surroundings(block):
                    exec(compile(block.text, f"{page.name}:{block.line}", "exec"), {})  # noqa: S102
            for command, shown in block.commands if block.kind == "console" else ():
                yield block, command, shown, *self.run(command, block)

    @contextlib.contextmanager
    def surroundings(self, block: Block) -> Iterator[None]:
        """Be in the folder, at the time of the session, with the environment of a block."""
        environment = {"NO_COLOR": "1", "COLUMNS": block.marks.get("width", "100")}
        environment |= {"TIMELINE_TODAY": TODAY}
        if "needs" in block.marks and DOCUMENTS:
            environment["TIMELINE_DOCUMENTS"] = str(Path(DOCUMENTS).absolute())
        with (
            contextlib.chdir(self.folder),
            mock.patch.dict(os.environ),
            mock.patch("timeline.clock.now", return_value=self.time),
        ):
            for name in ("TIMELINE_DOCUMENTS", "FORCE_COLOR", "LINES", "CI"):
                os.environ.pop(name, None)
            os.environ.update(environment)
            yield

    def run(self, command: str, block: Block) -> tuple[str, int]:
        """Run a command; return what it prints, and its exit code."""
        program, *arguments = shlex.split(command)
        if program == "cd":
            self.folder /= arguments[0]
            return "", 0
        if program == "cat":
            return (self.folder / arguments[0]).read_text("utf-8").rstrip("\n"), 0
        if program == "pytest":
            return self.tested(arguments, block)
        assert program == "timeline", f"no page runs “{program}”"
        if "needs" in block.marks:
            assert arguments[0] == "quote", "no page prints more of a document than a citation"
        printed = io.StringIO()
        with (
            self.surroundings(block),
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
        ):
            code = run(arguments)
        if arguments[0] == "record":
            self.time += timedelta(minutes=10)
        lines = (each.rstrip() for each in printed.getvalue().splitlines())
        return "\n".join(lines).rstrip("\n"), code

    def tested(self, arguments: list[str], block: Block) -> tuple[str, int]:
        """Run pytest in a process of its own; return what it prints, and its exit code."""
        command = [sys.executable, "-m", "pytest", *arguments]
        with self.surroundings(block):
            run = subprocess.run(command, capture_output=True, check=False, text=True)
        lines = (each.rstrip() for each in (run.stdout + run.stderr).splitlines())
        return "\n".join(lines).strip("\n"), run.returncode

    def write(self, block: Block) -> None:
        """Write a block to the file that its marks name, or change the file by it."""
        if block.kind == "diff":
            path = self.folder / block.marks["file"]
            path.write_text(patched(path.read_text("utf-8"), block.text), "utf-8")
        elif name := block.marks.get("file") or block.marks.get("append"):
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            before = path.read_text("utf-8") + "\n" if "append" in block.marks else ""
            path.write_text(before + block.text, "utf-8")


def patched(text: str, change: str) -> str:
    """Replace the lines of a text that a change begins with “-” by those it begins with “+”."""
    old = "".join(f"{line[2:]}\n" for line in change.splitlines() if line.startswith("-"))
    new = "".join(f"{line[2:]}\n" for line in change.splitlines() if line.startswith("+"))
    assert text.count(old) == 1, f"the file has these lines {text.count(old)} times:\n{old}"
    return text.replace(old, new)


def blocks(page: Path) -> Iterator[Block]:
    """Yield the code blocks of a page."""
    marks: dict[str, str] = {}
    for token in docs_check.parsed(page):
        if token.type == "fence" and token.map:
            yield Block(token.map[0] + 1, token.info, token.content, marks)
        marks = marked(token.content) if token.type == "html_block" else {}


def marked(comment: str) -> dict[str, str]:
    """Read the marks of an HTML comment."""
    found = MARKS.search(comment)
    pairs = (each.partition(":") for each in found[1].split(";")) if found else ()
    return {name.strip(): value.strip() for name, _, value in pairs}


def played(page: Path, folder: Path) -> Iterator[tuple[Block, str, str, str, int]]:
    """Run a page; yield each command's block, itself, what is shown, what is printed, its code."""
    session = Session(folder)
    opening = marked(page.read_text("utf-8").partition("\n")[0])
    session.begin(opening.get("ledger", "recorded"))
    yield from session.play(page)


def difference(page: Path, folder: Path) -> Iterator[str]:
    """Yield each way in which a page does not show what is printed."""
    for block, command, shown, printed, code in played(page, folder):
        due = int(block.marks.get("exit", "0")) if command == block.commands[-1][0] else 0
        if not block.shows(shown, printed) or code != due:
            yield f"{page.name}:{block.line}: $ {command} (exit code {code})\n{printed}"


def reading(block: Block, folder: Path) -> set[str]:
    """Return the rules that a file of this text breaks."""
    path = folder / f"block-{block.line}.toml"
    path.write_text(block.text, "utf-8")
    return {each.rule for each in read_ledger([path]).problems}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
class TestPage:
    def test_shows_what_the_program_prints(self, page: Path, tmp_path: Path) -> None:
        wrong = "\n\n".join(difference(page, tmp_path))
        assert not wrong, f"{wrong}\n\n“python -m tests.test_docs” writes this into the page"

    def test_has_toml_that_can_be_read(self, page: Path, tmp_path: Path) -> None:
        for block in blocks(page):
            if block.kind == "toml" and page.name != "errors.md":
                due = {block.marks["wrong"]} if "wrong" in block.marks else set()
                assert reading(block, tmp_path) == due, f"{page.name}:{block.line}"

    def test_has_json_that_can_be_read(self, page: Path) -> None:
        for block in blocks(page):
            if block.kind == "json":
                json.loads(block.text)

    def test_says_of_every_block_what_it_is(self, page: Path) -> None:
        assert {block.kind for block in blocks(page)} <= KINDS


def texts(page: Path) -> set[str]:
    """Return the headings of a page."""
    return {text for _, _, text in docs_check.headings(page)}


def commands() -> dict[str, click.Command]:
    """Return every command by its name."""
    context = click.Context(cli)
    found = {name: cli.get_command(context, name) for name in cli.list_commands(context)}
    return {name: each for name, each in found.items() if each is not None}


def test_every_command_has_its_heading() -> None:
    assert set(commands()) - texts(REFERENCE / "commands.md") == set()


def test_every_type_of_fact_has_its_heading() -> None:
    assert set(FACTS) - texts(REFERENCE / "facts.md") == set()


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("explanation/the-log.md", get_args(Kind)),
        ("explanation/ownership.md", set(RULES) - NO_BASIS),
        ("reference/ledger-files.md", (*get_args(EntityKind), *STANDINGS)),
    ],
)
def test_every_name_that_answers_use_is_explained(page: str, names: Iterable[str]) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    assert [each for each in names if f"`{each}`" not in text] == []


def test_every_command_that_prints_json_has_its_heading() -> None:
    printing = {
        name
        for name, command in commands().items()
        if any("--json" in each.opts for each in command.params)
    }
    assert printing - texts(REFERENCE / "json.md") == set()


def test_every_table_view_and_macro_says_what_it_is() -> None:
    assert docs_sql.undescribed() == []


def test_the_reference_of_sql_is_that_of_a_log_made_now() -> None:
    """“make docs” writes it."""
    assert (REFERENCE / "sql.md").read_text("utf-8") == docs_sql.reference()


def keys(value: object) -> Iterator[str]:
    """Yield the names of all fields of a document, but not those that are data."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield name
            if name not in {"payload", "segments", "derived", "terms", "rows"}:
                yield from keys(each)
    elif isinstance(value, list):
        for each in value:
            yield from keys(each)


def test_every_field_of_the_json_is_explained(tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.begin("recorded")
    asked = (
        "record", "check", "log", "verify", "rebuild", 'sql "SELECT 1"', "show",
        "own", "deals", "strategy",
        "own --holder ant-group --look-through group", "replay",
        'why "Shanghai Yunya" "Yunhe Zhiwang" --on 2025-09-01',
        "window 2025-08-26 2025-09-02", "diff 2025-08-25 2025-09-02", "pace --days 8", "lag",
        "around 2025-09-12", "thresholds",
        'series own --holder "Shanghai Yunya" --company "Yunhe Zhiwang"',
    )  # fmt: skip
    found: set[str] = set()
    for each in asked:
        printed, code = session.run(f"timeline {each} --json", Block(0, "", "", {}))
        assert code == 0, printed
        document: dict[str, Any] = json.loads(printed)
        found |= set(keys(document))
    explained = set(re.findall(r"`([a-z_]+)`", (REFERENCE / "json.md").read_text("utf-8")))
    assert found - explained == set()


def rows(page: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows of a page's tables, without their heads, under their headings."""
    heading = ""
    for line in page.read_text("utf-8").splitlines():
        if line.startswith("#"):
            heading = line.strip("# ")
        elif line.startswith("| `"):
            yield heading, [each.strip() for each in line.strip("|").split(" | ")]


READERS = {
    "Shares": Share.parse,
    "Points": Points.parse,
    "Changes": Change.parse,
    "Amounts": Amount.parse,
    "Counts": Count.parse,
    "Figures with a unit": measure.parse,
}


def test_every_value_of_the_reference_is_read_as_it_says() -> None:
    told = list(rows(REFERENCE / "values.md"))
    assert {heading for heading, _ in told} == set(READERS)
    for heading, (forms, kept) in told:
        for form in re.findall(r"`([^`]+)`", forms):
            assert str(READERS[heading](form)) == kept.strip("`"), form


def test_every_date_of_the_reference_is_read_as_it_says() -> None:
    for _, (form, kept, earliest, latest, words) in rows(REFERENCE / "dates.md"):
        when = dates.parse(form.strip("`"))
        found = (str(when), str(when.earliest), str(when.latest), dates.plain(when))
        shown = (kept.strip("`"), earliest, latest, words)
        assert found == tuple("None" if each == "open" else each for each in shown)


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        for _, target in docs_check.links(page):
            if not docs_check.ELSEWHERE.match(target):
                waiting.append((page.parent / target.partition("#")[0]).resolve())
    assert set(PAGES) - reached == set()


def test_a_page_that_shows_something_else_is_told(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "<!-- ledger: empty -->\n\n"
        "```console\n$ timeline init mine\nwrote nothing\n```\n\n"
        "<!-- exit: 2; output: contains -->\n"
        "```console\n$ timeline init mine\nhint: choose another folder; nothing was touched\n```\n",
        "utf-8",
    )
    (tmp_path / "run").mkdir()
    told = list(difference(page, tmp_path / "run"))
    assert len(told) == 1
    assert told[0].startswith("page.md:3: $ timeline init mine (exit code 0)\nwrote mine/")


def written(page: Path, folder: Path) -> str:
    """Return a page with what its commands print in place of what it shows."""
    lines = page.read_text("utf-8").splitlines()
    fresh: dict[int, tuple[Block, list[str]]] = {}
    for block, command, shown, printed, _ in played(page, folder):
        _, body = fresh.setdefault(block.line, (block, []))
        kept = block.shows(shown, printed)
        body += [f"$ {command}", *(shown.splitlines() if kept else block.due(shown, printed))]
    for line, (block, body) in sorted(fresh.items(), reverse=True):
        lines[line : line + len(block.text.splitlines())] = body
    return "\n".join(lines) + "\n"


def write(names: list[str]) -> None:
    """Write what is printed into the pages of these names, by default into all."""
    for page in [Path(name).resolve() for name in names] or PAGES:
        with tempfile.TemporaryDirectory() as folder:
            text = written(page, Path(folder))
        if text != page.read_text("utf-8"):
            page.write_text(text, "utf-8")
            sys.stdout.write(f"wrote {page.relative_to(ROOT)}\n")


if __name__ == "__main__":
    write(sys.argv[1:])
