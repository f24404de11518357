"""Economic look-through: chains multiplied, parallel paths summed, circles solved exactly."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from tests.effort import calls
from timeline.testing import changed, entity, given, stated, written
from timeline.views.level import Level

if TYPE_CHECKING:
    from timeline.facts.fact import Event, Fact
    from timeline.testing import Then
    from timeline.views.lookthrough import EconomicStake

X, A, B, C, D = "x", "a", "b", "c", "d"
DAY = "2025-06-01"


def held(holder: str, company: str, share: str, **more: object) -> Fact:
    return stated(holder, company, share, **{"on": "2025-01-01"} | more)


def then(*facts: Event) -> Then:
    return given(*facts).on(DAY)


def comes(of: Then, holder: str = X) -> dict[str, EconomicStake]:
    return {each.company: each for each in of.through(holder).stakes}


def levels(of: Then, holder: str = X) -> dict[str, str]:
    return {company: written(each.level) for company, each in comes(of, holder).items()}


def ways(stake: EconomicStake) -> dict[str, str]:
    return {" ".join(each.through): written(Level(each.low, each.high)) for each in stake.paths}


def parts(stake: EconomicStake) -> tuple[Fraction, Fraction]:
    """Return both ends as parts of the whole."""
    assert stake.level.high is not None
    return stake.level.low / 100, stake.level.high / 100


def test_a_chain_is_multiplied() -> None:
    of = then(held(X, A, "60%"), held(A, B, "50%"), held(B, C, "10%"))
    assert levels(of) == {A: "60%", B: "30%", C: "3%"}
    assert ways(comes(of)[C]) == {"x a b": "3%"}
    assert [len(each.sources) for each in comes(of)[C].paths] == [3]


def test_what_is_only_possibly_held_counts_from_nothing_beside_what_surely_is() -> None:
    sure = (held(X, A, "60%"), held(A, B, "50%"))
    seen = given(*sure, stated(X, B, "10%", on="[2025-03-01..2025-03-31]"))
    assert [levels(seen.on(day))[B] for day in ("2025-02-28", "2025-03-15", "2025-03-31")] == [
        "30%", "[30%, 40%]", "40%",
    ]  # fmt: skip
    before = given(*sure, changed(X, B, before="10%", after="12%", on="2025-09-01"))
    assert [levels(before.on(day))[B] for day in ("2025-02-01", "2025-08-31")] == [
        "[30%, 40%]", "40%",
    ]  # fmt: skip
    alone = given(stated(X, B, "10%", on="[2025-03-01..2025-03-31]")).on("2025-03-15")
    assert (levels(alone)[B], comes(alone)[B].certainty) == ("10%", "possible")


def test_parallel_ways_are_summed() -> None:
    of = then(held(X, A, "50%"), held(X, B, "30%"), held(A, C, "40%"), held(B, C, "20%"),
              held(X, C, "1%"))  # fmt: skip
    assert levels(of)[C] == "27%"
    assert ways(comes(of)[C]) == {"x": "1%", "x a": "20%", "x b": "6%"}


def test_companies_that_hold_each_other_are_solved_exactly() -> None:
    """A 40% of B, B 30% of A, X 50% of A."""
    of = then(held(A, B, "40%"), held(B, A, "30%"), held(X, A, "50%"))
    found = comes(of)
    assert parts(found[A]) == (Fraction(25, 44), Fraction(25, 44))
    assert parts(found[B]) == (Fraction(5, 22), Fraction(5, 22))
    assert {each.id for each in found[A].sources} == {
        "stake-stated-x-a-2025-01-01", "stake-stated-a-b-2025-01-01",
        "stake-stated-b-a-2025-01-01",
    }  # fmt: skip
    assert ways(found[B]) == {"x a": "20%"}


def test_own_shares_count_through() -> None:
    assert comes(then(held(X, A, "57%"), held(A, A, "5%")))[A].level.low == 60


def test_what_others_hold_of_one_comes_back_to_it_and_makes_its_holdings_no_more() -> None:
    found = comes(then(held(A, B, "40%"), held(B, A, "30%"), held(A, C, "50%")), A)
    assert {name: each.level.low for name, each in found.items()} == {A: 12, B: 40, C: 50}


def test_who_hold_a_company_have_no_more_of_it_than_there_is_whoever_holds_them() -> None:
    circle = [held(A, B, "90%"), held(B, A, "90%"), held(A, C, "50%"), held("other", C, "50%")]
    of_all = {name: comes(then(*circle), name)[C] for name in (A, "other")}
    assert {name: parts(each) for name, each in of_all.items()} == {
        A: (Fraction(1, 2), Fraction(1, 2)), "other": (Fraction(1, 2), Fraction(1, 2)),
    }  # fmt: skip


def test_a_circle_with_no_solution_is_refused_by_name_and_spoils_no_other_row() -> None:
    of = then(held(A, B, "100%"), held(B, A, "100%"), held(A, C, "10%"), held(X, D, "7%"))
    found = of.through(A)
    assert {each.company: written(each.level) for each in found.stakes} == {C: "10%"}
    assert comes(of, A)[C].certainty == "definite"
    (problem,) = found.problems
    assert problem.rule == "holding-circle"
    assert "“a” and “b”" in problem.message
    assert "stake-stated-a-b-2025-01-01" in problem.hint
    assert levels(of) == {D: "7%"}
    assert of.through(X).problems == ()


def test_below_a_circle_with_no_solution_bounds_are_all_that_is_known() -> None:
    late = held(X, A, "10%", on="2025-02-01")
    of = then(late, held(A, B, "100%"), held(B, A, "100%"), held(B, C, "30%"),
              held(X, C, "5%"), held(X, D, "7%"))  # fmt: skip
    found = comes(of)
    assert levels(of) == {C: "[5%, 35%]", D: "7%"}
    assert (found[C].certainty, found[C].disputed) == ("possible", True)
    assert (found[D].certainty, found[D].disputed) == ("definite", False)
    assert ways(found[C]) == {"x": "5%", "x a b": "<=30%"}


def test_a_circle_is_solved_at_both_ends_of_its_bounds() -> None:
    of = then(held(X, A, "[40%, 50%]"), held(A, B, "[20%, 40%]"), held(B, A, "[10%, 30%]"))
    low, high = Fraction(4, 10) / (1 - Fraction(2, 100)), Fraction(5, 10) / (1 - Fraction(12, 100))
    assert parts(comes(of)[A]) == (low, high)


def test_bounds_that_may_be_a_closed_circle_leave_at_most_the_whole() -> None:
    of = then(held(X, A, "10%"), held(A, B, "unknown"), held(B, A, "unknown"))
    assert levels(of) == {A: ">=10%", B: "unknown"}
    assert of.through(X).problems == ()


@pytest.mark.parametrize(
    ("first", "second", "result"),
    [
        (">50%", "20%", "(10%, 20%]"),
        ("<50%", "20%", "<10%"),
        (">0%", "20%", "(0%, 20%]"),
        ("<50%", ">0%", "<50%"),
        ("unknown", "50%", "<=50%"),
    ],
)
def test_open_ends_are_carried_through(first: str, second: str, result: str) -> None:
    assert levels(then(held(X, A, first), held(A, B, second)))[B] == result


def test_together_no_more_than_the_whole_comes_to_anybody() -> None:
    of = then(held(X, A, ">=60%"), held(A, C, "<=60%"), held(X, C, "<=70%"))
    assert levels(of)[C] == "unknown"


def test_what_is_only_possible_on_a_way_makes_the_row_possible() -> None:
    of = then(held(X, A, "60%", on="2025"), held(A, B, "50%"), held(X, C, "5%"))
    assert {name: each.certainty for name, each in comes(of).items()} == {
        A: "possible", B: "possible", C: "definite",
    }  # fmt: skip


def test_of_a_joint_holding_each_has_between_nothing_and_all() -> None:
    of = then(held(X, A, "30%", jointly_with=["y"]), held(A, B, "50%"))
    assert levels(of) == {A: "<=30%", B: "<=15%"}


def test_an_economic_interest_that_is_told_is_preferred_to_shares() -> None:
    of = then(held(X, A, "60%"), held(X, A, "80%", interest="economic", id="e"),
              held(X, B, "90%", interest="votes"), held(A, C, "50%"))  # fmt: skip
    assert levels(of) == {A: "80%", C: "40%"}


def test_a_direct_holding_alone_keeps_its_rule() -> None:
    of = then(held(X, A, "60%"), held(A, B, "50%"))
    assert comes(of)[A].direct is of.stake(X, A).held
    assert comes(of)[B].direct is None


def test_where_there_are_too_many_ways_each_direct_holder_has_one() -> None:
    """Seven layers of two: 128 ways, which two last steps stand for."""
    facts = [held(X, "l0a", "50%"), held(X, "l0b", "50%")]
    for layer in range(6):
        facts += [held(f"l{layer}{one}", f"l{layer + 1}{other}", "50%")
                  for one in "ab" for other in "ab"]  # fmt: skip
    facts += [held(f"l6{one}", C, "50%") for one in "ab"]
    stake = comes(then(*facts))[C]
    assert stake.level.low == 50
    assert {each.low for each in stake.paths} == {25}
    assert [len(each.through) for each in stake.paths] == [8, 8]


def test_a_long_chain_of_owners_is_looked_through_step_by_step() -> None:
    """Twice as many owners take about twice the work, and the paths are twice as long."""

    def work(count: int) -> int:
        names = [f"n{at:03}" for at in range(count)]
        of = then(*(held(one, other, "99%") for one, other in pairwise(names)))
        assert len(of.ownership.held) == count - 1
        return calls(lambda: found.append(comes(of, names[0])[names[-1]]))

    found: list[EconomicStake] = []
    half, whole = work(200), work(400)
    assert whole < 3 * half
    assert found[-1].level.low == 100 * Fraction(99, 100) ** 399
    assert len(found[-1].paths[0].through) == 399


NAMES = (X, A, B, C)


@st.composite
def worlds(draw: st.DrawFn) -> list[tuple[str, str, int, int]]:
    """Give bounded shares among four, no company more than 90% in all at the most."""
    found = []
    for company in NAMES[1:]:
        left = 90
        for holder in NAMES:
            low, high = sorted((draw(st.integers(0, 30)), draw(st.integers(0, 30))))
            if high and high <= left and draw(st.booleans()):
                left -= high
                found.append((holder, company, low, high))
    return found


@over(worlds(), st.data())
def test_every_world_within_the_bounds_lies_within_the_answer(
    told: list[tuple[str, str, int, int]], data: st.DataObject
) -> None:
    """A world picks each share; the sum of its ways is made step by step, apart from the code."""
    of = then(entity(X), *(held(one, other, f"[{low}%, {high}%]" if low < high else f"{low}%")
                           for one, other, low, high in told))  # fmt: skip
    world = [(one, other, data.draw(st.integers(low, high)) / 100)
             for one, other, low, high in told]  # fmt: skip
    ways = dict.fromkeys(NAMES, 0.0)
    for _ in range(300):
        last = ways | {X: 1.0}
        ways = dict.fromkeys(NAMES, 0.0)
        for one, other, share in world:
            ways[other] += last[one] * share
    found = comes(of)
    for name in NAMES[1:]:
        low, high = (0.0, 0.0)
        if name in found:
            low, high = map(float, parts(found[name]))
        assert low - 1e-9 <= ways[name] <= high + 1e-9
