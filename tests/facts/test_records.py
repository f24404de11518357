from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.facts.records import revised, root_of


@given(st.text(max_size=8), st.integers(1, 999_999_999))
def test_a_revision_is_read_back_as_it_was_made(root: str, revision: int) -> None:
    if revision > 1:
        assert root_of(revised(root, revision)) == (root, revision)


@pytest.mark.parametrize("name", ["x", "x~", "x~²", "x~0", "x~02", "x~" + "9" * 5000])
def test_what_no_revision_is_named_like_is_a_first_one(name: str) -> None:
    assert root_of(name) == (name, 1)
