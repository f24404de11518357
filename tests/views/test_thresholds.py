from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise, product
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.testing import Given, changed, document, issue, stated
from timeline.testing import given as told
from timeline.views import ownership
from timeline.views.course import courses
from timeline.views.thresholds import Crossing, crossings
from timeline.views.turning import about, turning

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.facts.fact import Fact

A, C = "anna", "acme"
LAST = date(2026, 1, 1)


def crossed(log: Given, *at: int) -> list[Crossing]:
    """Return what crossed some thresholds, whoever held it."""
    knowledge = log.on(LAST).knowledge
    days = turning(each.span for each in about(knowledge, C))
    days = [days[0] - timedelta(1), *days]
    found = courses(lambda day: ownership.owned(knowledge.at(day), [C]).held, days)
    return [
        each for course in found.values() for each in crossings(course, map(Fraction, at), LAST)
    ]


def shown(found: Iterable[Crossing]) -> list[str]:
    """Write crossings as `up 5, definite, 2025-03-10..2025-03-20`."""
    return [
        f"{each.direction} {each.at}, {each.certainty}, {each.span.earliest}..{each.span.latest}"
        for each in found
    ]


def test_from_below_to_above_on_a_day_it_crossed_on_that_day() -> None:
    log = told(changed(A, C, on="2025-03-10", before="4%", after="6%"))
    assert shown(crossed(log, 5)) == ["up 5, definite, 2025-03-10..2025-03-10"]


def test_down_is_from_at_or_above_to_below() -> None:
    log = told(
        changed(A, C, on="2025-03-10", before="4.99%", after="5%"),
        changed(A, C, on="2025-03-12", before="5%", after="4.99%"),
    )
    assert shown(crossed(log, 5)) == [
        "up 5, definite, 2025-03-10..2025-03-10",
        "down 5, definite, 2025-03-12..2025-03-12",
    ]


def test_one_change_crosses_every_threshold_on_its_way() -> None:
    log = told(changed(A, C, on="2025-03-10", before="4%", after="26%"))
    assert [each.at for each in crossed(log, 5, 10, 20, 25, 30)] == [5, 10, 20, 25]


def test_a_vague_change_crossed_on_one_of_its_days_for_sure() -> None:
    log = told(
        changed(A, C, on="2025-01-01", after="4%"),
        changed(A, C, on="[2025-03-10..2025-03-20]", before="4%", after="6%"),
    )
    assert shown(crossed(log, 5)) == ["up 5, definite, 2025-03-10..2025-03-20"]


def test_two_levels_seen_on_either_side_crossed_between_the_days_on_which_they_were_seen() -> None:
    log = told(stated(A, C, "4%", on="2025-03-10"), stated(A, C, "6%", on="2025-03-20"))
    assert shown(crossed(log, 5)) == ["up 5, definite, 2025-03-11..2025-03-20"]


def test_bounds_that_straddle_a_threshold_possibly_crossed_it() -> None:
    log = told(changed(A, C, on="2025-03-10", before="4%", after="[4.5%, 6%]"))
    assert shown(crossed(log, 5)) == ["up 5, possible, 2025-03-10..2026-01-01"]


def test_after_an_issue_of_shares_it_possibly_fell_below() -> None:
    log = told(changed(A, C, on="2025-03-10", before="4%", after="6%"), issue(C, on="2025-05-01"))
    assert shown(crossed(log, 5)) == [
        "up 5, definite, 2025-03-10..2025-03-10",
        "down 5, possible, 2025-05-01..2026-01-01",
    ]


def test_where_it_was_the_same_again_it_possibly_crossed_and_came_back() -> None:
    log = told(
        changed(A, C, on="2025-03-10", after="6%"),
        issue(C, on="2025-05-01"),
        stated(A, C, "6%", on="2025-06-01"),
    )
    assert shown(crossed(log, 5)) == [
        "down 5, possible, 2025-05-01..2025-05-31",
        "up 5, possible, 2025-05-02..2025-06-01",
    ]


def test_an_open_bound_at_the_threshold_lies_below_it() -> None:
    log = told(changed(A, C, on="2025-03-10", before="[25%, 50%)", after="50%"))
    assert shown(crossed(log, 25, 50)) == ["up 50, definite, 2025-03-10..2025-03-10"]


def test_a_holding_of_which_nothing_was_told_before_crosses_nothing() -> None:
    assert crossed(told(stated(A, C, "30%", on="2025-03-10")), 5, 10) == []


def test_what_only_possibly_was_public_possibly_crossed() -> None:
    cites = {"cites": [("open", "4% 6%")]}
    log = told(
        document("open", "2025-03-10/..", retrieved="2025-12-01"),
        changed(A, C, on="2025-03-10", before="4%", after="6%", **cites),
    ).known("2025-06-01")
    assert shown(crossed(log, 5)) == ["up 5, possible, 2025-03-10..2025-03-10"]


LEVELS = st.sampled_from((0, 3, 5, 7))


@st.composite
def chains(draw: st.DrawFn) -> list[tuple[int, int, int]]:
    """Give levels with the first and the last day on which each may have begun, in order."""
    found, day = [(draw(LEVELS), 0, 0)], 1
    for _ in range(draw(st.integers(1, 4))):
        first = day + draw(st.integers(0, 2))
        day = first + draw(st.integers(0, 3))
        found.append((draw(LEVELS), first, day))
        day += 1
    return found


def facts(chain: list[tuple[int, int, int]]) -> list[Fact]:
    start, zero = chain[0], date(2025, 3, 1)
    made = [changed(A, C, id="f0", on=zero.isoformat(), after=f"{start[0]}%")]
    for place, (before, after) in enumerate(pairwise(chain), start=1):
        days = [zero + timedelta(each) for each in after[1:]]
        made.append(
            changed(A, C, id=f"f{place}", on=f"[{days[0]}..{days[1]}]" if days[0] < days[1]
                    else str(days[0]), before=f"{before[0]}%", after=f"{after[0]}%")
        )  # fmt: skip
    return made


@settings(max_examples=100)
@given(chains())
def test_every_possible_world_crosses_as_often_as_told_and_within_the_days_told(
    chain: list[tuple[int, int, int]],
) -> None:
    found = crossed(told(*facts(chain)), 5)
    assert {each.certainty for each in found} <= {"definite"}
    for world in product(*(range(first, last + 1) for _, first, last in chain)):
        moves = [
            (world[place], "up" if after[0] >= 5 else "down")
            for place, (before, after) in enumerate(pairwise(chain), start=1)
            if (before[0] >= 5) != (after[0] >= 5)
        ]
        assert [each.direction for each in found] == [direction for _, direction in moves]
        for each, (day, _) in zip(found, moves, strict=True):
            assert each.span.earliest <= date(2025, 3, 1) + timedelta(day) <= each.span.latest
