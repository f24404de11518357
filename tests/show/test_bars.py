"""Bars: what stayed, what was added or given up, what may be, on a round scale."""

from __future__ import annotations

import pytest

from timeline.shares import Share
from timeline.show.bars import bar, scale, telling
from timeline.views.level import Level


def of(text: str) -> Level:
    return Level.of_share(Share.parse(text))


@pytest.mark.parametrize(
    ("before", "after", "drawn"),
    [
        (None, "1.87%", "■■■■■■■·············"),
        ("3.34%", "3.68%", "■■■■■■■■■■■■■▣▣·····"),
        ("6%", "2%", "■■■■□□□□□□□□········"),
        ("1.87%", "1.88%", "■■■■■■■▣············"),
        ("1.88%", "1.87%", "■■■■■■■□············"),
        (None, "[25%, 50%)", "■■■■■■■■■■▤▤▤▤▤▤▤▤▤▤"),
        (None, "0.01%", "■···················"),
        (None, "none", "····················"),
    ],
)
def test_a_level_is_drawn_on_the_next_round_scale(
    before: str | None, after: str, drawn: str
) -> None:
    old = None if before is None else of(before)
    assert bar(of(after), before=old, top=scale([of(after), old])).plain == drawn


def test_a_small_change_shows_at_the_very_end_of_a_scale_and_at_its_start() -> None:
    assert bar(of("5%"), before=of("4.99%"), top=5, cells=10).plain == "■■■■■■■■■▣"
    assert bar(of("4.99%"), before=of("5%"), top=5, cells=10).plain == "■■■■■■■■■□"
    assert bar(of("0.02%"), before=of("0.01%"), top=5, cells=10).plain == "▣·········"


@pytest.mark.parametrize(
    ("levels", "top"),
    [(["5%"], 5), (["5.01%"], 10), (["14%", "3%"], 25), ([">50%"], 100), ([], 5)],
)
def test_a_scale_ends_at_a_round_figure(levels: list[str], top: int) -> None:
    assert scale(map(of, levels)) == top


def test_something_and_unknown_tell_too_little_to_draw() -> None:
    assert not telling(of(">0%"))
    assert not telling(of("unknown"))
    assert telling(of("<25%"))
