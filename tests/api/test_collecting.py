"""Garbage is collected less often while much is made, and as before afterwards."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from timeline.api.collecting import seldom_collected

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave the collector as it was."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_it_is_collected_less_often_meanwhile_and_then_as_before() -> None:
    gc.set_threshold(700, 7, 9)
    with seldom_collected():
        assert gc.get_threshold() == (200_000, 7, 9)
    assert gc.get_threshold() == (700, 7, 9)


def test_also_where_it_fails() -> None:
    gc.set_threshold(700, 7, 9)
    with pytest.raises(KeyError), seldom_collected():
        raise KeyError
    assert gc.get_threshold() == (700, 7, 9)


@pytest.mark.parametrize("threshold", [0, 1_000_000])
def test_one_that_is_off_or_even_less_often_stays_so(threshold: int) -> None:
    gc.set_threshold(threshold)
    with seldom_collected():
        assert gc.get_threshold()[0] == threshold
