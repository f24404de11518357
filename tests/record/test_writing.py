"""What is written as a table of a file reads back as it was."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import ValueUnreadable
from timeline.record.writing import appended, restored, toml_table, toml_text

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    st.one_of(TEXTS, st.booleans(), st.integers(-(2**63), 2**63 - 1)),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(TEXTS, inner)),
    max_leaves=8,
)


@given(st.dictionaries(TEXTS, VALUES))
def test_any_table_reads_back_as_it_was(values: dict[str, object]) -> None:
    assert tomllib.loads(toml_table("fact", values)) == {"fact": [values]}


@given(TEXTS)
def test_a_text_is_one_line_that_can_be_seen(text: str) -> None:
    written = toml_text(text)
    assert written.isprintable()
    assert tomllib.loads(f"text = {written}")["text"] == text


def test_quotes_breaks_and_what_a_terminal_obeys_are_escaped() -> None:
    assert toml_text('a "b"\\\n\x1b[2J\x7f\u202e') == r'"a \"b\"\\\n\u001b[2J\u007f\u202e"'


def test_a_text_that_would_end_its_string_stays_a_text() -> None:
    text = 'x"\n[[fact]]\ntype = "stake-stated'
    assert tomllib.loads(toml_table("retraction", {"reason": text})) == {
        "retraction": [{"reason": text}]
    }


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(ValueUnreadable, match="not UTF-8"):
        toml_text(b"\xff".decode(errors="surrogateescape"))


def test_a_long_list_has_a_line_for_each_value() -> None:
    written = toml_table("retraction", {"of": ["a" * 60, "b" * 60]})
    assert written.count("\n") == 5


@pytest.mark.parametrize(
    "before", [None, b"", b"[[fact]]\n", b"# no line end", b"\xef\xbb\xbfx=1\r\n"]
)
def test_what_was_appended_can_be_taken_out_again(tmp_path: Path, before: bytes | None) -> None:
    path = tmp_path / "events" / "corrections.toml"
    if before is not None:
        path.parent.mkdir()
        path.write_bytes(before)
    kept = appended(path, "[[retraction]]\n")
    assert kept == before
    assert path.read_bytes().startswith(before or b"")
    assert path.read_bytes().endswith(b"[[retraction]]\n")
    restored(path, kept)
    assert (path.read_bytes() if path.exists() else None) == before
    assert [each.name for each in path.parent.iterdir()] == ([path.name] if path.exists() else [])
