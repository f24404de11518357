"""Carry a whole log as JSON lines, and read it back with the same heads.

The first line says what the file is; then each commit has a line, and each of
its events one after it; the last line has the last head, so that a file cut
short is noticed. Payloads are carried as text, byte for byte, since digests are
of bytes. `null` is a payload that was withdrawn.
"""

from __future__ import annotations

import json
from datetime import datetime
from itertools import islice
from types import NoneType
from typing import TYPE_CHECKING, Any

from timeline.clock import stamp
from timeline.errors import LogRefused
from timeline.facts.chain import ORIGIN, Sealing, digest_of
from timeline.facts.entry import Commit, Entry, Stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["ExportBroken", "export_log", "restore_log"]

_OPENING = {"format": "deal-timeline log", "version": 1}
_OWN = ("id", "type", "version")
_COMMIT: dict[str, tuple[type, ...]] = {
    "commit": (int,),
    "at": (str,),
    "message": (str,),
    "events": (int,),
    "prior": (str,),
    "head": (str,),
}
_ENTRY: dict[str, tuple[type, ...]] = {
    "id": (str,),
    "type": (str,),
    "version": (int,),
    "payload": (str, NoneType),
    "digest": (str,),
    "file": (str, NoneType),
    "line": (int, NoneType),
    "verified": (list,),
}


class ExportBroken(LogRefused):
    """An exported log is not as it was exported."""

    def __init__(self, line: int, why: str) -> None:
        """Number the line, and say what is wrong there."""
        super().__init__(
            f"line {line} of the exported log: {why}",
            "nothing was restored; export the log again, or take another copy",
        )


def export_log(commits: Iterable[Commit], stored: Iterable[Stored]) -> Iterator[str]:
    """Yield a log's lines, without their line ends, from its commits and events in order."""
    yield _written(_OPENING)
    events, head, number = iter(stored), ORIGIN, 0
    for commit in commits:
        head, number = commit.head, commit.number
        yield _written(_commit_fields(commit))
        for each in islice(events, commit.events):
            yield _written(_entry_fields(each.entry))
    yield _written({"end": number, "head": head})


def restore_log(lines: Iterable[str]) -> Iterator[tuple[Commit, Iterator[Entry]]]:
    """Yield each commit with its entries, as they are read; all of them have to be.

    After the last entry the commit is proved by its head.

    Raises:
        ExportBroken: a line is missing, altered or not one of ours.
    """
    numbered = _Lines(lines)
    if _written(numbered.next()[1]) != _written(_OPENING):
        raise ExportBroken(1, f"it does not open with {_written(_OPENING)}")
    last, number = ORIGIN, 0
    while True:
        line, fields = numbered.next()
        if fields.keys() == {"end", "head"}:
            if (fields["end"], fields["head"]) != (number, last):
                raise ExportBroken(line, "the last commit is not the one before this line")
            break
        commit = _commit(line, fields)
        yield commit, _proved(line, commit, numbered, number + 1, last)
        last, number = commit.head, commit.number
    if (after := numbered.rest()) is not None:
        raise ExportBroken(after, "something stands after the end")


def _commit_fields(commit: Commit) -> dict[str, object]:
    return {
        "commit": commit.number,
        "at": stamp(commit.at),
        "message": commit.message,
        "events": commit.events,
        "prior": commit.prior,
        "head": commit.head,
    }


def _entry_fields(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "type": entry.type,
        "version": entry.version,
        "payload": entry.payload or None,
        "digest": entry.digest,
        "file": entry.file,
        "line": entry.line,
        "verified": entry.verified,
    }


def _written(fields: dict[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


class _Lines:
    """The lines that say something, one after the other, each with its number."""

    def __init__(self, lines: Iterable[str]) -> None:
        numbered = enumerate(lines, start=1)
        self._rest = ((number, text) for number, text in numbered if text.strip())
        self._at = 1

    def next(self) -> tuple[int, dict[str, Any]]:
        """Return the next one as an object."""
        line, text = next(self._rest, (self._at, ""))
        if not text:
            raise ExportBroken(line, "the file ends too early, after this line: it was cut short")
        self._at = line
        try:
            fields = json.loads(text)
        except ValueError:
            fields = None
        if not isinstance(fields, dict):
            raise ExportBroken(line, "it is no JSON object")
        return line, fields

    def rest(self) -> int | None:
        """Return the number of the next one, if there is one."""
        return next((number for number, _ in self._rest), None)


def _checked(line: int, fields: dict[str, Any], kinds: dict[str, tuple[type, ...]]) -> None:
    """Refuse fields that are not these, each of one of its kinds (a bool is no int)."""
    if fields.keys() != kinds.keys():
        raise ExportBroken(line, f"its fields are not {', '.join(kinds)}")
    for name, allowed in kinds.items():
        if type(fields[name]) not in allowed:
            raise ExportBroken(line, f"its “{name}” is not of its kind")


def _commit(line: int, fields: dict[str, Any]) -> Commit:
    _checked(line, fields, _COMMIT)
    try:
        at = datetime.fromisoformat(fields["at"])
    except ValueError:
        at = None
    if at is None or stamp(at) != fields["at"]:
        raise ExportBroken(line, "its “at” is no time of a commit")
    rest = {name: fields[name] for name in ("message", "events", "prior", "head")}
    return Commit(number=fields["commit"], at=at, **rest)


def _entry(line: int, fields: dict[str, Any]) -> Entry:
    _checked(line, fields, _ENTRY)
    verified = tuple(each is True for each in fields["verified"])
    entry = Entry(**{**fields, "payload": fields["payload"] or "", "verified": verified})
    if not entry.payload:
        return entry
    if digest_of(entry.payload) != entry.digest:
        raise ExportBroken(line, f"the payload of “{entry.id}” is not what its digest says")
    try:
        own = json.loads(entry.payload)
    except ValueError:
        own = None
    if not isinstance(own, dict) or any(own.get(name) != fields[name] for name in _OWN):
        raise ExportBroken(line, f"“{entry.id}” is labelled as its payload is not")
    return entry


def _proved(
    line: int, commit: Commit, numbered: _Lines, number: int, prior: str
) -> Iterator[Entry]:
    """Give the entries of a commit, then prove it by its head."""
    sealing = Sealing()
    try:
        for _ in range(commit.events):
            entry = _entry(*numbered.next())
            sealing.add(entry.digest)
            yield entry
        due = sealing.sealed(
            number=number, at=commit.at, message=commit.message, prior=prior
        ).commit
    except ValueError:  # a digest that is no number
        due = None
    if due != commit:
        raise ExportBroken(line, f"commit #{commit.number} does not come out with its head")
