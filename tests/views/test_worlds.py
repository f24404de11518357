"""Hold the view of ownership against every possible world of small histories.

A world gives each claim one of its days. What was asked of the view is worked
out for each world alone, with no rule of the program, and compared.

`python -m tests.views.test_worlds 100000 [SEED]` asks so many questions of random
histories and prints the counts; the same seed asks the same questions again.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import timedelta
from itertools import count, permutations, product
from random import Random
from typing import TYPE_CHECKING

import pytest
from attrs import frozen
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.views import possible, small
from tests.views.histories import FIRST, text
from tests.views.small import Question, Range
from timeline.testing import Given, Stake, Then, changed, stated
from timeline.testing import given as told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.facts.fact import Fact
    from timeline.views.level import Level

HOLDER, COMPANY = "anna", "acme"
DAYS = 7


@frozen
class Told:
    """A claim: its days, and a level made (`after`), seen (`stated`) or moved (`by`)."""

    first: int
    last: int
    form: str
    level: int

    def fact(self, name: str) -> Fact:
        when = text(self.first)
        if self.first != self.last:
            when = f"[{when}..{text(self.last)}]"
        if self.form == "stated":
            return stated(HOLDER, COMPANY, f"{self.level}%", id=name, on=when)
        if self.form == "by":
            return changed(HOLDER, COMPANY, id=name, on=when, by=f"{self.level} points")
        return changed(HOLDER, COMPANY, id=name, on=when, after=f"{self.level}%")


def claims(*forms: str) -> st.SearchStrategy[Told]:
    days = st.integers(0, DAYS - 1)
    return st.builds(
        lambda one, other, form, level: Told(min(one, other), max(one, other), form, level),
        days, days, st.sampled_from(forms), st.integers(1, 4),
    )  # fmt: skip


def log(several: Sequence[Told]) -> Given:
    return told(*(each.fact(f"f{at}") for at, each in enumerate(several)))


def ends(level: Level) -> tuple[int, int]:
    """Return the bounds of a level, which are whole and closed in all that is told here."""
    assert level.high is not None
    assert not level.low_open
    assert not level.high_open
    assert level.low.denominator == level.high.denominator == 1
    return int(level.low), int(level.high)


def worlds(several: Sequence[Told]) -> Iterator[tuple[int, ...]]:
    return product(*(range(each.first, each.last + 1) for each in several))


def levels(several: Sequence[Told], world: Sequence[int], on: int) -> set[int]:
    """Return what may be held on a day of one world: the latest, or a later level that was seen.

    Ties count. A level that is seen next and differs says that something changed
    on an unknown day, unless the day itself has its own claim.
    """
    past = [day for day in world if day <= on]
    if not past:
        return set()
    last = max(past)
    found = {each.level for each, day in zip(several, world, strict=True) if day == last}
    following = min((day for day in world if day > on), default=None)
    if last < on:
        found |= {
            each.level
            for each, day in zip(several, world, strict=True)
            if day == following and each.form == "stated"
        }
    return found


@settings(max_examples=500)
@given(st.lists(claims("after", "stated"), min_size=1, max_size=3))
@example([Told(0, 6, "after", 1), Told(3, 3, "after", 2)])
@example([Told(0, 0, "after", 1), Told(2, 5, "stated", 2), Told(6, 6, "stated", 3)])
@example([Told(2, 2, "after", 1), Told(0, 6, "after", 1), Told(4, 4, "stated", 3)])
def test_bounds_are_exactly_those_of_all_possible_worlds(several: list[Told]) -> None:
    """On each day by which at least one claim definitely happened; definite means one value.

    Left out are days before that, of which the worlds say nothing, and `before`.
    """
    facts = log(several)
    for on in range(DAYS):
        if all(each.last > on for each in several):
            continue
        possible: set[int] = set()
        for world in worlds(several):
            possible |= levels(several, world, on)
        stake = facts.on(FIRST + timedelta(on)).stake(HOLDER, COMPANY)
        level = stake.held.level
        assert ends(level) == (min(possible), max(possible)), (on, stake)
        assert (stake.certainty == "definite") == (len(possible) == 1), (on, stake)


def test_every_history_of_two_changes_within_four_days() -> None:
    """All 10 spans for each of two changes, on each of four days, none left to chance."""
    spans = [(first, last) for first in range(4) for last in range(first, 4)]
    asked = 0
    for (one, other), (a, b) in product(product(spans, repeat=2), [(1, 2), (1, 1)]):
        several = [Told(*one, "after", a), Told(*other, "after", b)]
        facts = log(several)
        for on in range(min(one[1], other[1]), 4):
            possible = set().union(*(levels(several, world, on) for world in worlds(several)))
            level = facts.on(FIRST + timedelta(on)).stake(HOLDER, COMPANY).held.level
            assert ends(level) == (min(possible), max(possible)), (several, on)
            asked += 1
    assert asked == 508


def summed(several: Sequence[Told], world: Sequence[int], on: int) -> set[int]:
    """Return what may be held when changes in points add to what is before them.

    Claims of one day may have happened in any order.
    """
    found: set[int] = set()
    past = [at for at, day in enumerate(world) if day <= on]
    for order in permutations(past):
        if [world[at] for at in order] == sorted(world[at] for at in order):
            held = 0
            for at in order:
                held = several[at].level + (held if several[at].form == "by" else 0)
            found.add(held)
    return found


@settings(max_examples=400)
@given(st.lists(claims("after", "by"), min_size=1, max_size=3), st.integers(10, 20))
@example([Told(1, 1, "by", 1), Told(1, 1, "by", 2), Told(1, 1, "by", 2)], 10)
@example([Told(1, 6, "by", 1), Told(2, 2, "after", 4)], 10)
@example([Told(1, 6, "by", 1), Told(2, 3, "by", 4), Told(3, 3, "by", 4)], 10)
def test_points_are_added_to_whatever_can_come_before_them(several: list[Told], base: int) -> None:
    """From a known level on: no possible world is missed, and what is definite is so in all."""
    later = [Told(each.first + 1, each.last + 1, each.form, each.level) for each in several]
    whole = [Told(0, 0, "after", base), *later]
    facts = log(whole)
    for on in range(DAYS + 1):
        possible = set().union(*(summed(whole, world, on) for world in worlds(whole)))
        stake = facts.on(FIRST + timedelta(on)).stake(HOLDER, COMPANY)
        level = stake.held.level
        assert level.high is not None
        assert level.low <= min(possible) <= max(possible) <= level.high, (on, stake, possible)
        if stake.certainty == "definite" and level.exact:
            assert possible == {level.low}, (on, stake)
        if all(each.first == each.last for each in several):
            assert ends(level) == (min(possible), max(possible)), (on, stake)


@pytest.mark.parametrize("points", [1, 3, 99])
def test_a_change_in_points_alone_is_bounded_by_every_holding_it_can_come_from(
    points: int,
) -> None:
    """Bought: any prior from 0 to 100 less the points; sold: any from the points to 100."""
    bought = told(changed(HOLDER, COMPANY, on=text(1), by=f"{points} points")).on(text(1))
    results = {prior + points for prior in range(101 - points)}
    level = bought.stake(HOLDER, COMPANY).held.level
    assert ends(level) == (min(results), max(results)) == (points, 100)
    sold = told(changed(HOLDER, COMPANY, on=text(1), by=f"-{points} points"))
    priors = range(points, 101)
    eve = sold.on(text(0)).stake(HOLDER, COMPANY).held.level
    after = sold.on(text(1)).stake(HOLDER, COMPANY).held.level
    assert ends(eve) == (min(priors), max(priors))
    assert ends(after) == (0, max(priors) - points)


# --- all features together ----------------------------------------------------------------------


@frozen
class Answered:
    """An answer beside the hull of all worlds; `number` draws its history again."""

    number: int
    question: Question
    on: int
    holders: tuple[str, ...]
    stake: Stake
    hull: Range

    @property
    def how(self) -> str:
        """Tell whether the answer is the hull, holds it, or misses some of it."""
        if self.stake == "not told":
            return "missed"
        low, high = small.ends(self.stake.held.level)
        if (low, high) == self.hull:
            return "equal"
        return "wider" if low <= self.hull[0] and high >= self.hull[1] else "missed"


def answers(seed: str) -> Iterator[Answered]:
    """Ask of random histories, one after the other, every day and every holding."""
    for number in count(1):
        question = small.drawn(Random(f"{seed}:{number}"))  # noqa: S311 - examples, no secret
        worlds = list(possible.worlds(question))
        knowledge = question.log().on(small.day_of(0)).knowledge
        for on in range(small.DAYS):
            then = Then(knowledge.at(small.day_of(on)))
            found = [possible.possible(world, on) for world in worlds]
            for holders in question.holders:
                stake, hull = then.stake(holders, small.COMPANY), spanned(found, holders)
                if hull is not None:
                    yield Answered(number, question, on, holders, stake, hull)


def spanned(
    found: Sequence[dict[tuple[str, ...], set[Range] | None]], holders: tuple[str, ...]
) -> Range | None:
    """Return the hull of a holding; None if some world says nothing of it, or none can be."""
    every = [each.get(holders) for each in found]
    ranges = [one for each in every if each is not None for one in each]
    if None in every or not ranges:
        return None
    return min(low for low, _ in ranges), max(high for _, high in ranges)


def asked(questions: int, seed: str) -> Counter[tuple[str, str]]:
    """Ask so many questions; count how each was answered, by feature. A wrong one fails."""
    counts: Counter[tuple[str, str]] = Counter()
    for _, each in zip(range(questions), answers(seed), strict=False):
        assert each.how == "equal", f"seed {seed}, {each}"
        counts.update((name, each.how) for name in ("all", *each.question.features))
    return counts


def test_every_answer_is_the_hull_of_all_possible_worlds_whatever_features_meet() -> None:
    """Nothing is missed and nothing is added; each feature has its part in some question."""
    counts = asked(3000, "worlds")
    assert counts["all", "equal"] == 3000
    assert all(counts[name, "equal"] for name in small.FEATURES)


def main(questions: int, seed: str) -> None:
    """Print the counts of so many questions."""
    counts = asked(questions, seed)
    sys.stdout.write(f"seed {seed}, {questions} questions\n")
    for name in sorted({name for name, _ in counts}):
        sys.stdout.write(f"{name:32}{counts[name, 'equal']:7} equal\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "worlds")
