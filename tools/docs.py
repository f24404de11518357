"""Write the pages of the documentation that are made from the program itself.

The picture of the timeline, and the references of facts, of commands and of SQL.
With `--check` nothing is written: a page that is not as it would be written is
named, and the exit code is 1.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import attrs

from timeline.api.answers import Answers
from timeline.api.beginning import example
from timeline.cli import cli
from timeline.dates import When
from timeline.facts.fact import (
    Derivation,
    EntityRef,
    Fact,
    FactRef,
    Metric,
    Party,
    plain_name,
)
from timeline.facts.measure import Measure
from timeline.facts.names import FACTS
from timeline.facts.schema import schema
from timeline.money import Amount, Count
from timeline.record.changes import changes
from timeline.record.ledger import read_ledger
from timeline.shares import Change, Points, Share
from timeline.show.names import Names
from timeline.show.picture import svg
from timeline.show.timeline import timeline
from timeline.store.log import Log
from tools import docs_sql

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["PAGES", "main"]

ROOT = Path(__file__).resolve().parent.parent
MADE = "<!-- Made by `make docs`; change what it is made from. -->"
_TODAY = date(2026, 11, 21)
_FIRST, _LAST = date(2025, 8, 26), date(2025, 9, 15)


def picture() -> str:
    """Draw the three weeks of the example that the README shows."""
    log = Log.memory()
    entries = changes(read_ledger([example()]), []).entries
    log.append(entries, at=datetime(2026, 11, 21, tzinfo=UTC), message="the example")
    answers = Answers.of(log, on=_TODAY)
    told = answers.show(first=_FIRST, last=_LAST)
    recent = [each for each in told if each.span.earliest >= _FIRST and each.span.latest <= _LAST]
    return svg(timeline(recent, Names(answers.entities)), width=100, title="timeline show")


def facts() -> str:
    """List every type of fact with its fields."""
    out = StringIO()
    out.write(f"{MADE}\n\n# Facts\n\n")
    out.write(
        "A fact is a `[[fact]]` table of a file in `events/`. Besides the fields of its type it"
        " may have these:\n\n"
    )
    for name, text in _fields(Fact, common=True):
        out.write(f"- `{name}`: {text}\n")
    out.write(
        "- `document`, `quote`, `prefix`, `suffix`: its evidence; see"
        " [how citations are checked](../explanation/citations.md)\n"
        "- `corrects`, `reason`, `because`: what it puts right; `was`: the id that it had\n\n"
        "`timeline schema` prints the same as JSON Schema, for completion in an editor.\n"
    )
    for name, cls in FACTS.items():
        out.write(f"\n## {name}\n\n{_doc(cls)}\n\n")
        for field, text in _fields(cls):
            out.write(f"- `{field}`: {text}\n")
    return out.getvalue()


def _doc(cls: type) -> str:
    return " ".join((cls.__doc__ or "").split())


def _fields(cls: type[Fact], *, common: bool = False) -> Iterator[tuple[str, str]]:
    shared = {each.name for each in attrs.fields(Fact)}
    described = schema()["$defs"][cls.TYPE]["properties"] if cls.TYPE else {}
    for each in attrs.fields(attrs.resolve_types(cls)):
        if each.name == "citations" or (each.name in shared) != common:
            continue
        needed = each.default is attrs.NOTHING and not common
        text = _kind(each.type, described.get(plain_name(each.name), {}))
        yield plain_name(each.name), text + (" (required)" if needed else "")


def _kind(kind: Any, described: dict[str, Any]) -> str:  # noqa: ANN401 - an annotation
    inner = [each for each in get_args(kind) if each is not type(None) and each is not Ellipsis]
    if get_origin(kind) is Literal:
        return "one of " + ", ".join(f"`{each}`" for each in inner)
    if get_origin(kind) is tuple:
        return _PLURAL.get(inner[0]) or f"{_kind(inner[0], {})}, or a list of them"
    if inner:
        return _kind(inner[0], described)
    examples = ", ".join(f"`{each}`" for each in described.get("examples", []))
    return _WORDS.get(kind, "a text") + (f", like {examples}" if examples else "")


_WORDS: dict[object, str] = {
    When: "a date",
    Share: "a share",
    Points: "a change in points",
    Change: "a change in percent",
    Amount: "an amount of money",
    Count: "a number",
    Measure: "a figure with its unit",
    EntityRef: "the id of an entity",
    FactRef: "the id of a fact",
    int: "a whole number",
    bool: "`true` or `false`",
}
_PLURAL: dict[object, str] = {
    Party: "a table: each role with the id of an entity, or a list of them",
    Metric: "a table: each name with a figure and its unit",
    Derivation: "what the day was worked out from; or a table: each field with its source",
}


def commands() -> str:
    """Print the help of every command."""
    out = StringIO()
    out.write(f"{MADE}\n\n# Commands\n\n")
    context = cli.make_context("timeline", [], resilient_parsing=True, terminal_width=90)
    out.write(f"```text\n{cli.get_help(context)}\n```\n")
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None  # noqa: S101 - it was listed
        inner = command.make_context(name, [], context, resilient_parsing=True)
        out.write(f"\n## {name}\n\n```text\n{command.get_help(inner)}\n```\n")
    return out.getvalue()


PAGES: dict[str, Callable[[], str]] = {
    "docs/timeline.svg": picture,
    "docs/reference/facts.md": facts,
    "docs/reference/commands.md": commands,
    "docs/reference/sql.md": docs_sql.reference,
}


def main(arguments: list[str]) -> int:
    """Write every page, or with `--check` compare it."""
    stale = []
    for name, make in PAGES.items():
        path, text = ROOT / name, make()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if "--check" in arguments:
            stale.append(name)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"wrote {name}")
    for name in stale:
        print(f"{name}: out of date; run “make docs”")
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
