"""A document is printed piece by piece as Python prints it at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import examples
from timeline.show.printing import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
DOCUMENTS = st.dictionaries(st.text(), VALUES)


def due(document: dict[str, Any]) -> str:
    return json.dumps({"schema": 1, **document}, ensure_ascii=False, indent=2)


@settings(max_examples=examples(100))
@given(DOCUMENTS)
def test_it_reads_as_python_writes_it(document: dict[str, Any]) -> None:
    assert "".join(pieces(document)) == due(document)


@settings(max_examples=examples(100))
@given(st.lists(VALUES), DOCUMENTS)
def test_an_iterator_is_a_list(several: list[Any], document: dict[str, Any]) -> None:
    text = "".join(pieces({**document, "rows": iter(several), "in": {"deep": iter(several)}}))
    assert text == due({**document, "rows": several, "in": {"deep": several}})


def test_a_row_is_read_no_sooner_than_it_is_printed() -> None:
    read: list[int] = []

    def rows() -> Iterator[int]:
        for each in range(3):
            read.append(each)
            yield each

    printed = pieces({"rows": rows()})
    while not read:
        next(printed)
    assert read == [0]
