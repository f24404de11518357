"""Carry a log out and back with the same heads."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.facts.chain import ORIGIN, digest_of, seal
from timeline.facts.entry import Commit, Entry, Stored
from timeline.formats.logfile import ExportBroken, export_log, restore_log
from timeline.store.log import Log

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_AT = datetime(2026, 11, 21, 7, tzinfo=UTC)
_TEXT = st.text(st.characters(codec="utf-8"), max_size=8)


def _entry(number: int, note: str, file: str | None = None) -> Entry:
    fields = {"id": f"e{number}", "note": note, "type": "t", "version": 1}
    payload = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return Entry(
        id=f"e{number}",
        type="t",
        version=1,
        payload=payload,
        digest=digest_of(payload),
        file=file,
        line=number,
        verified=(True, False),
    )


def _history(messages: Sequence[str], notes: Sequence[str]) -> list[tuple[Commit, list[Entry]]]:
    """Return a commit for each message, every one with an event for each note."""
    history: list[tuple[Commit, list[Entry]]] = []
    prior = ORIGIN
    for number, message in enumerate(messages, start=1):
        entries = [_entry(number * 100 + place, note) for place, note in enumerate(notes)]
        commit = seal(
            number=number,
            at=_AT + timedelta(milliseconds=number),
            message=message,
            prior=prior,
            digests=[each.digest for each in entries],
        ).commit
        history.append((commit, entries))
        prior = commit.head
    return history


def restored(lines: Iterable[str]) -> list[tuple[Commit, list[Entry]]]:
    return [(commit, list(entries)) for commit, entries in restore_log(lines)]


def _lines(history: Sequence[tuple[Commit, list[Entry]]]) -> list[str]:
    pairs = [(commit, each) for commit, entries in history for each in entries]
    stored = [
        Stored(entry=each, position=position, commit=commit.number)
        for position, (commit, each) in enumerate(pairs, start=1)
    ]
    return list(export_log([commit for commit, _ in history], stored))


@given(st.lists(_TEXT, max_size=3), st.lists(_TEXT, min_size=1, max_size=3))
def test_what_was_exported_is_restored_as_it_was(messages: list[str], notes: list[str]) -> None:
    history = _history(messages, notes)
    lines = _lines(history)
    assert all("\n" not in line for line in lines)
    assert restored(f"{line}\n" for line in lines) == history


def test_an_export_is_one_line_a_commit_and_one_an_event() -> None:
    lines = [json.loads(line) for line in _lines(_history(["x", "y"], ["持股"]))]
    assert [next(iter(each)) for each in lines] == ["format", "commit", "id", "commit", "id", "end"]
    assert lines[1]["at"] == "2026-11-21T07:00:00.001Z"
    assert (lines[2]["line"], lines[2]["verified"]) == (100, [True, False])
    assert json.loads(lines[2]["payload"])["note"] == "持股"


def test_a_withdrawn_payload_stays_withdrawn() -> None:
    ((commit, (entry,)),) = _history(["x"], ["n"])
    history = [(commit, [attrs.evolve(entry, payload="")])]
    assert json.loads(_lines(history)[2])["payload"] is None
    assert restored(_lines(history)) == history


@pytest.mark.parametrize("payload", ["no JSON", "[]", "{}"])
def test_a_payload_that_is_no_event_is_refused(payload: str) -> None:
    """Even with its digest right and its commit sealed anew."""
    entry = attrs.evolve(_entry(1, "n"), payload=payload, digest=digest_of(payload))
    commit = seal(number=1, at=_AT, message="", prior=ORIGIN, digests=[entry.digest]).commit
    with pytest.raises(ExportBroken, match="labelled as its payload is not"):
        restored(_lines([(commit, [entry])]))


_LINES = _lines(_history(["x", "y"], ["n", "m"]))


def test_the_line_after_which_an_export_was_cut_short_is_named_empty_ones_counted() -> None:
    with pytest.raises(ExportBroken, match=r"line 3 of .* too early, after this line"):
        restored([_LINES[0], "\n", _LINES[1]])
    broken = [_LINES[0], "\n", "\n", "no JSON"]
    with pytest.raises(ExportBroken, match="line 4 of"):
        restored(broken)


@pytest.mark.parametrize("count", range(len(_LINES)))
def test_an_export_that_was_cut_short_is_refused(count: int) -> None:
    with pytest.raises(ExportBroken) as fault:
        restored(_LINES[:count])
    assert fault.value.hint


@pytest.mark.parametrize("gone", range(len(_LINES)))
def test_an_export_without_one_of_its_lines_is_refused(gone: int) -> None:
    with pytest.raises(ExportBroken):
        restored(_LINES[:gone] + _LINES[gone + 1 :])


@pytest.mark.parametrize("place", range(1, len(_LINES) - 1))
def test_an_export_with_two_of_its_lines_swapped_is_refused(place: int) -> None:
    lines = _LINES.copy()
    lines[place : place + 2] = reversed(lines[place : place + 2])
    with pytest.raises(ExportBroken):
        restored(lines)


@pytest.mark.parametrize("extra", ["{}", _LINES[-1], "no JSON", "[]"])
@pytest.mark.parametrize("place", range(len(_LINES) + 1))
def test_an_export_with_a_line_put_in_is_refused(place: int, extra: str) -> None:
    with pytest.raises(ExportBroken):
        restored([*_LINES[:place], extra, *_LINES[place:]])


_FIELDS = [
    (place, name)
    for place, line in enumerate(_LINES)
    for name in json.loads(line)
    if name not in {"file", "line", "verified"}
]


@pytest.mark.parametrize(("place", "name"), _FIELDS)
@pytest.mark.parametrize("value", ["other", 7, [], True, -1])
def test_an_export_with_a_field_altered_is_refused(place: int, name: str, value: object) -> None:
    fields = json.loads(_LINES[place])
    lines = _LINES.copy()
    lines[place] = json.dumps({**fields, name: value})
    with pytest.raises(ExportBroken, match=r"line \d+"):
        restored(lines)


def test_each_entry_is_given_as_soon_as_it_is_read() -> None:
    """So that a log of any size streams."""
    commits = restore_log(iter([*_LINES[:3], "broken"]))
    commit, entries = next(commits)
    assert (commit.number, next(entries).id) == (1, json.loads(_LINES[2])["id"])
    with pytest.raises(ExportBroken, match="line 4"):
        next(entries)


def test_a_log_goes_out_and_comes_back_with_the_same_heads(log: Log) -> None:
    """From memory to a file, through the lines."""
    first = Log.memory()
    for number, message in enumerate(["x", "y"]):
        first.append([_entry(number, "持股", "events/a.toml")], at=_AT, message=message)
    log.restore(restore_log(export_log(first.commits(), first.read())))
    assert log.commits() == first.commits()
    assert log.read() == first.read()
    assert list(export_log(log.commits(), log.read())) == list(
        export_log(first.commits(), first.read())
    )


def test_a_broken_export_restores_nothing(log: Log) -> None:
    """Not even the commits before the break."""
    with pytest.raises(ExportBroken):
        log.restore(restore_log(_LINES[:-1]))
    assert not log.exists
