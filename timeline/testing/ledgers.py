"""Read what a test gives as its facts: events, a ledger's text, its files, or a log."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from attrs import frozen

from timeline.errors import LedgerRefused, NotFound, ValueUnreadable, nearest
from timeline.facts.fact import Event
from timeline.record.ledger import read_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.errors import Problem
    from timeline.record.drafts import Ledger

__all__ = [
    "Facts",
    "LedgerFaulty",
    "NoFacts",
    "NothingStated",
    "Placed",
    "facts_of_text",
    "found_at",
    "is_path",
    "placed",
]

__tracebackhide__ = True
_TEXT = re.compile(r"[\n=]|\[\[")
_FIRST = re.compile(r"\s*(\[\[|[\w-]+\s*=)")
_PACKAGE = str(Path(__file__).parent.parent)


@frozen
class Placed:
    """An event with the file and line that it was read from, where it was."""

    event: Event
    file: str | None = None
    line: int | None = None


Facts = Event | Placed | str | Path
"""What may be given: an event, the text or the path of a ledger's files."""


class NoFacts(ValueUnreadable):
    """A test gives something that can hold no facts."""

    def __init__(self, given: object, hint: str = "give events, a text, a path, or a log") -> None:
        """Name what it is."""
        several = isinstance(given, Iterable) and not isinstance(given, str | Mapping)
        super().__init__(
            f"this is of type {type(given).__name__}, which holds no facts",
            "give them one by one: given(*facts)" if several else hint,
        )


class NothingStated(LedgerRefused):
    """A file, folder or text has no facts, nor anything else that is recorded."""

    def __init__(self, where: str) -> None:
        """Name where it was looked for."""
        super().__init__(
            f"{where} states nothing: no fact, no entity, no document",
            "a ledger's facts stand in files that end in .toml, below [[fact]]",
        )


class LedgerFaulty(LedgerRefused):
    """The files or the text that a test gives cannot be read."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Say each problem as `check` would."""
        from timeline.show.problems import lines

        told = "\n".join(line for each in problems for line in lines(each))
        super().__init__(f"these facts cannot be read\n{told}")


def placed(given: Facts) -> Iterator[Placed]:
    """Give the events of whatever was given.

    Raises:
        LedgerFaulty: a file or text is no ledger's.
        NoFacts: it is nothing that may be given.
        NotFound: there is no such file or folder.
        NothingStated: there is, and it has nothing that is recorded.
    """
    if isinstance(given, Event):
        yield Placed(given)
    elif isinstance(given, Placed):
        yield given
    elif is_path(given):
        path = found_at(given)
        yield from _something(_stated(read_ledger([path])), f"“{path}”")
    elif isinstance(given, str):
        yield from _something(facts_of_text(given), "this text")
    else:
        raise NoFacts(given)


def _something(several: Iterator[Placed], where: str) -> Iterator[Placed]:
    """Give what is stated, which is not nothing."""
    first = next(several, None)
    if first is None:
        raise NothingStated(where)
    yield first
    yield from several


def is_path(given: Facts) -> TypeGuard[str | Path]:
    """Tell a path from all else that may be given; a text has line breaks, or sets a field."""
    return isinstance(given, Path) or (isinstance(given, str) and not _TEXT.search(given))


def found_at(path: str | Path) -> Path:
    """Return a path as it is, or beside the file in which a test names it.

    Raises:
        NotFound: nothing is there.
    """
    folder = _asking()
    found = folder / path
    if found.exists():
        return found
    there = next(each for each in found.parents if each.is_dir())
    missing = found.relative_to(there).parts[0]
    near = nearest(missing, [each.name for each in there.iterdir()])
    raise NotFound("file or folder of facts", str(path), hint=near or f"looked in {there}")


def _asking() -> Path:
    """Return the folder of the file that asks: the first on the way up that is none of ours."""
    frame = sys._getframe()  # noqa: SLF001 - who asks is known by nothing else
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_PACKAGE):
        frame = frame.f_back
    return Path(frame.f_code.co_filename).resolve().parent


def facts_of_text(text: str, *, name: str = "facts.toml", line: int = 1) -> Iterator[Placed]:
    """Give the events of a ledger's text that stands at a line of a file.

    Prose above the first table or field is left aside, so that a docstring may
    begin with its sentence.

    Raises:
        LedgerFaulty: it is no text of a ledger's file.
    """
    lines = text.split("\n")
    first = next((at for at, each in enumerate(lines) if _FIRST.match(each)), len(lines))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "facts.toml")
        file.write_text("\n" * (line - 1 + first) + "\n".join(lines[first:]), encoding="utf-8")
        ledger = read_ledger([file])
    yield from _stated(ledger, name)


def _stated(ledger: Ledger, name: str | None = None) -> Iterator[Placed]:
    if ledger.problems:
        raise LedgerFaulty(_named(ledger, name))
    drafts = (
        *ledger.documents, *ledger.entities, *ledger.facts,
        *ledger.corrections, *ledger.retractions, *ledger.confirmations,
    )  # fmt: skip
    for each in drafts:
        yield Placed(each.event, name or each.file, each.line)


def _named(ledger: Ledger, name: str | None) -> tuple[Problem, ...]:
    from attrs import evolve

    return tuple(evolve(each, file=name or each.file) for each in ledger.problems)
