"""Spells say of every day what asking of that day says."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import examples
from tests.views.histories import DAYS, FIRST, commits, days
from timeline.testing import changed, issue, stated
from timeline.testing import given as told
from timeline.views.ownership import Told, owned, told_of
from timeline.views.spells import Spell, control_spells, said, spells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.facts.fact import Event
    from timeline.testing.then import Then
    from timeline.views.held import Held

A, B, C = "anna", "bert", "acme"


def rows(then: Then, company: str = C) -> list[tuple[str, str, str]]:
    """Return the spells of a company as a person would write them."""
    found = spells(told_of(then.knowledge, company).composition)
    return [(str(each.first), str(each.last), str(each.answer.level.low)) for each in found]


def test_a_spell_lasts_from_one_change_to_the_eve_of_the_next() -> None:
    then = told(
        changed(A, C, on="2025-01-10", after="5%"), changed(A, C, on="2025-02-10", after="7%")
    ).on("2025-03-01")
    assert rows(then) == [
        ("2025-01-10", "2025-02-09", "5"),
        ("2025-02-10", "9999-12-31", "7"),
    ]


def test_what_only_the_eve_asserts_is_a_spell_of_its_own() -> None:
    then = told(changed(A, C, on="2025-01-10", before="3%", after="5%")).on("2025-03-01")
    assert [each[:2] for each in rows(then)] == [
        ("0001-01-01", "2025-01-08"),
        ("2025-01-09", "2025-01-09"),
        ("2025-01-10", "9999-12-31"),
    ]


def test_what_others_leave_cuts_a_spell_of_what_is_bounded() -> None:
    then = told(
        stated(A, C, ">0%", on="2025-01-01"), changed(B, C, on="2025-02-01", after="80%")
    ).on("2025-03-01")
    found = [each for each in spells(told_of(then.knowledge, C).composition)
             if each.answer.key.holders == (A,)]  # fmt: skip
    assert [(str(each.first), str(each.answer.level.high)) for each in found] == [
        ("2025-01-01", "100"),
        ("2025-02-01", "20"),
    ]


@settings(max_examples=100)
@given(commits(), st.none() | days(), st.none() | st.integers(0, 3))
def test_on_every_day_spells_say_what_asking_of_that_day_says(
    parts: list[list[Event]], known: date | None, commit: int | None
) -> None:
    log = told()
    for part in parts:
        log = log.later(*part)
    knowledge = log.known(known).recorded(commit).on(FIRST).knowledge
    for company in ("acme", "dyna"):
        of = told_of(knowledge, company)
        held = list(spells(of.composition))
        controls = list(control_spells(of.controls, held))
        assert_in_order(held)
        for number in (-400, *range(-2, DAYS + 3), 400):
            day = FIRST + timedelta(number)
            then = owned(knowledge.at(day), [company])
            assert [each.answer for each in held if each.first <= day <= each.last] == [*then.held]
            told_then = [each.answer for each in controls if each.first <= day <= each.last]
            assert told_then == [*then.controls]


def sparse(random: Random) -> Iterator[Event]:
    """Give a few facts of one company that lie far apart, some of them vague."""

    def days() -> str:
        first, more = FIRST + timedelta(random.randrange(120)), timedelta(random.randrange(1, 60))
        forms = (f"{first}", f"{first}", f"[..{first}]", f"[{first}..{first + more}]",
                 f"{first}/{first + more}")  # fmt: skip
        return random.choice(forms)

    levels = ("none", "1%", "5%", "20%", "60%", "100%", "<25%", ">0%", "[5%, 40%)", "unknown")
    for number in range(random.randrange(2, 7)):
        name, holder, on = f"f{number}", random.choice(("anna", "bert", "carl")), days()
        level, other = random.choice(levels), random.choice(levels)
        yield random.choice((
            stated(holder, "acme", level, id=name, on=on),
            changed(holder, "acme", id=name, on=on, after=level),
            changed(holder, "acme", id=name, on=on, before=other, after=level),
            changed(holder, "acme", id=name, on=on, by=random.choice(("2 points", "-10 points"))),
            issue("acme", id=name, on=on),
        ))  # fmt: skip


def assert_as_asked(*facts: Event) -> None:
    """Spells say of the days about each that is told what asking of that day says."""
    of = told_of(told(*facts).on("2026-01-01").knowledge, "acme").composition
    spans = [span for key in of.keys for span in of.spans(key)]
    ends = {end for span in spans for end in (span.earliest, span.latest)} - {date.min, date.max}
    rows = list(spells(of))
    for day in sorted({end + timedelta(number) for end in ends for number in range(-5, 6)}):
        now = [each.answer for each in rows if each.first <= day <= each.last]
        due = {each.key: said(each) for each in of.on(day)}
        assert {each.key: said(each) for each in now} == due, day


@pytest.mark.parametrize("seed", [109, 960, 1710, *range(examples(60))])
def test_days_far_apart_are_told_as_asking_of_each_says(seed: int) -> None:
    assert_as_asked(*sparse(Random(seed)))  # noqa: S311 - examples, no secret


def test_what_is_vague_may_first_lie_between_two_days_on_the_second_after_one() -> None:
    assert_as_asked(
        changed("anna", "acme", after="100%", on="2020-03-18"),
        changed("bert", "acme", by="2 points", on="[..2021-04-10]", cause="subscribed"),
        changed("carl", "acme", before="<25%", after="39%", on="2020-07-13"),
    )


def assert_in_order(held: list[Spell[Held]]) -> None:
    """Spells of one holding follow each other, none is of no day, and none could be joined."""
    for one, other in pairwise(held):
        assert one.first <= one.last
        if one.answer.key == other.answer.key:
            assert one.last < other.first
        else:
            assert one.answer.key < other.answer.key


def test_a_company_of_which_nothing_is_told_has_no_spells() -> None:
    assert list(spells(Told().composition)) == []
    assert list(control_spells([], [])) == []
