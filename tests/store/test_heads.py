"""Keep every commit's head where git sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.store.contract import NOON, entries
from timeline.store.heads import Head, HeadsUnreadable, append_head, last_head, read_heads
from timeline.store.log import Log

if TYPE_CHECKING:
    from pathlib import Path

_ONE = Head(log="0123456789ab", number=1, at="2026-11-21T07:00:00.000Z", head="ab" * 32)
_TWO = Head(log="0123456789ab", number=12, at="2026-11-22T07:00:00.000Z", head="cd" * 32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "heads.txt"


def test_heads_are_read_as_they_were_appended(path: Path) -> None:
    append_head(path, _ONE)
    append_head(path, _TWO)
    assert read_heads(path) == [_ONE, _TWO]


def test_appending_adds_one_line_and_changes_none(path: Path) -> None:
    append_head(path, _ONE)
    before = path.read_bytes()
    append_head(path, _TWO)
    line = f"#12 2026-11-22T07:00:00.000Z {'cd' * 32} 0123456789ab\n"
    assert path.read_bytes() == before + line.encode()
    assert before.count(b"\n") == 2
    assert before.startswith(b"# ")


def test_a_last_line_without_its_end_is_not_run_into(path: Path) -> None:
    path.write_text(str(_ONE), encoding="utf-8")
    append_head(path, _TWO)
    assert read_heads(path) == [_ONE, _TWO]


def test_no_file_holds_no_heads(path: Path) -> None:
    assert read_heads(path) == []


@pytest.mark.parametrize(
    "line",
    ["#1", "1 x y z", f"#0 t {'ab' * 32} 0123456789ab", "<<<<<<< HEAD", f"{_ONE} more", "#x"],
)
def test_a_line_that_is_no_head_is_named(path: Path, line: str) -> None:
    append_head(path, _ONE)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    with pytest.raises(HeadsUnreadable, match=r"heads\.txt:4 is no head") as fault:
        read_heads(path)
    assert fault.value.hint


def test_the_last_head_of_a_log_names_the_log_by_its_first() -> None:
    log = Log.memory()
    assert last_head(log) is None
    first = log.append(entries("a"), at=NOON, message="")
    second = log.append(entries("b"), at=NOON, message="")
    assert last_head(log) == Head(
        log=first.head[:12], number=2, at="2026-11-21T12:00:00.123Z", head=second.head
    )


@pytest.mark.parametrize("line", [b"\xff\xfe", b"#1 t " + b"ab" * 32 + b"\xc3"])
def test_bytes_that_are_no_head_are_named_as_any_line_is(path: Path, line: bytes) -> None:
    append_head(path, _ONE)
    path.write_bytes(path.read_bytes() + line + b"\n")
    with pytest.raises(HeadsUnreadable, match=r"heads\.txt:3 is no head"):
        read_heads(path)
    append_head(path, _TWO)
    assert path.read_bytes().endswith(f"{_TWO}\n".encode())


def test_a_number_is_short_enough_to_be_read(path: Path) -> None:
    path.write_text(str(_ONE).replace("#1", f"#{'9' * 5000}"), encoding="utf-8")
    with pytest.raises(HeadsUnreadable):
        read_heads(path)


def test_a_byte_order_mark_is_no_fault(path: Path) -> None:
    path.write_text(f"{_ONE}\n", encoding="utf-8-sig")
    assert read_heads(path) == [_ONE]


def test_a_head_that_stands_there_is_not_added_again(path: Path) -> None:
    append_head(path, _ONE)
    before = path.read_bytes()
    append_head(path, _ONE)
    assert path.read_bytes() == before
