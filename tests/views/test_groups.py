from __future__ import annotations

import pytest
from attrs import evolve

from timeline.testing import (
    Then,
    changed,
    controls,
    document,
    fact,
    given,
    issue,
    stated,
    written,
)
from timeline.views.groups import Groups, GroupStake, group_stakes

HEAD, SUB, SUBSUB, OTHER, TARGET = "head", "sub", "subsub", "other", "target"
DAY = "2025-06-01"


def together(row: GroupStake) -> str:
    """Write what a group holds of a company, and how sure it is."""
    return f"{written(row.level)} {row.certainty}"


def rows(then: Then, head: str = HEAD) -> dict[str, GroupStake]:
    return then.group(head)


def test_what_a_controlled_company_holds_is_held_by_the_group_with_its_path() -> None:
    """The example of the specification: what Ant holds, it holds through Shanghai Yunya."""
    then = given(
        controls("ant-group", "shanghai-yunya", on="2025-01-01"),
        changed("shanghai-yunya", "yunhe-zhiwang", on="2025-09-02", before="3.34%", after="3.68%"),
    ).on("2025-09-02")
    row = then.group("ant-group")["yunhe-zhiwang"]
    assert [each.through for each in row.paths] == [("ant-group", "shanghai-yunya")]
    assert together(row) == "3.68% definite"


def test_direct_and_indirect_holdings_of_one_company_are_one_row() -> None:
    then = given(
        controls(HEAD, SUB, on="2025-01-01"),
        stated(HEAD, TARGET, "5%", on="2025-01-01"),
        stated(SUB, TARGET, "[2%, 3%]", on="2025-01-01"),
    ).on(DAY)
    row = rows(then)[TARGET]
    assert together(row) == "[7%, 8%] definite"
    assert [each.through for each in row.paths] == [(HEAD,), (HEAD, SUB)]


@pytest.mark.parametrize(
    ("own", "other", "sum_", "exists"),
    [
        (">0%", None, ">0%", "definite"),
        (">5%", "2%", ">7%", "definite"),
        ("<5%", "[2%, 3%]", "[2%, 8%)", "definite"),
        ("<5%", None, "<5%", "possible"),
        (">40%", "<50%", ">40%", "definite"),
    ],
)
def test_an_end_of_the_sum_is_open_where_one_of_its_parts_is(
    own: str, other: str | None, sum_: str, exists: str
) -> None:
    parts = [stated(HEAD, TARGET, own, on="2025-01-01")]
    if other is not None:
        parts.append(stated(SUB, TARGET, other, on="2025-01-01"))
    row = rows(given(controls(HEAD, SUB, on="2025-01-01"), *parts).on(DAY))[TARGET]
    assert (written(row.level), row.exists) == (sum_, exists)


def test_a_chain_of_three_is_looked_through() -> None:
    then = given(
        controls(HEAD, SUB, on="2025-01-01"),
        controls(SUB, SUBSUB, on="2025-01-01"),
        stated(SUBSUB, TARGET, "5%", on="2025-01-01"),
    ).on(DAY)
    assert rows(then)[TARGET].paths[0].through == (HEAD, SUB, SUBSUB)
    assert rows(then, SUB)[TARGET].paths[0].through == (SUB, SUBSUB)


def test_control_that_ended_takes_its_holdings_out_of_the_group() -> None:
    facts = given(
        controls(HEAD, SUB, on="2025-01-01"),
        fact("control-ended", holder=HEAD, company=SUB, on="2025-03-01"),
        stated(SUB, TARGET, "5%", on="2025-01-01"),
    )
    assert TARGET in rows(facts.on("2025-02-28"))
    assert rows(facts.on("2025-03-01")) == {}


def test_more_than_half_is_control_so_that_its_holdings_count_in_full() -> None:
    """A group holds together what those hold that it controls; nothing is multiplied."""
    then = given(
        stated(HEAD, SUB, "60%", on="2025-01-01"), stated(SUB, TARGET, "5%", on="2025-01-01")
    ).on(DAY)
    assert together(rows(then)[TARGET]) == "5% definite"
    half = given(
        stated(HEAD, SUB, "50%", on="2025-01-01"), stated(SUB, TARGET, "5%", on="2025-01-01")
    ).on(DAY)
    assert list(rows(half)) == [SUB]


def test_stakes_within_the_group_are_left_out() -> None:
    then = given(
        controls(HEAD, SUB, on="2025-01-01"),
        stated(HEAD, SUB, "40%", on="2025-01-01"),
        stated(SUB, HEAD, "2%", on="2025-01-01"),
        stated(SUB, TARGET, "5%", on="2025-01-01"),
    ).on(DAY)
    assert list(rows(then)) == [TARGET]


@pytest.mark.parametrize("ring", [2, 3, 5])
def test_companies_that_control_each_other_in_a_ring_are_gone_through_once(ring: int) -> None:
    names = [f"c{number}" for number in range(ring)]
    then = given(
        *(controls(names[n], names[(n + 1) % ring], on="2025-01-01") for n in range(ring)),
        stated(names[-1], TARGET, "5%", on="2025-01-01"),
    ).on(DAY)
    assert list(Groups(then.ownership).members(names[0])) == names
    assert rows(then, names[0])[TARGET].paths[0].through == tuple(names)


def test_one_that_controls_itself_is_a_group_of_one() -> None:
    then = given(controls(HEAD, HEAD, on="2025-01-01")).on(DAY)
    assert list(Groups(then.ownership).members(HEAD)) == [HEAD]


def test_possible_control_makes_the_row_possible_and_counts_nothing_at_least() -> None:
    then = given(controls(HEAD, SUB, on="2025"), stated(SUB, TARGET, "5%", on="2025-01-01")).on(DAY)
    row = rows(then)[TARGET]
    assert together(row) == "<=5% possible"


def test_what_is_only_possibly_held_counts_from_nothing_beside_what_surely_is() -> None:
    facts = (controls(HEAD, SUB, on="2024-01-01"), stated(SUB, TARGET, "50%", on="2024-01-01"))
    seen = given(*facts, stated(HEAD, TARGET, "10%", on="[2025-03-01..2025-03-31]"))
    found = [together(rows(seen.on(day))[TARGET])
             for day in ("2025-02-28", "2025-03-15", "2025-03-31")]  # fmt: skip
    assert found == ["50% definite", "[50%, 60%] possible", "60% definite"]
    two = given(stated(HEAD, TARGET, "10%", on="2025"), controls(HEAD, SUB, on="2024-01-01"),
                stated(SUB, TARGET, "3%", on="2025"))  # fmt: skip
    assert together(rows(two.on(DAY))[TARGET]) == "[3%, 13%] possible"
    alone = given(stated(HEAD, TARGET, "10%", on="2025")).on(DAY)
    assert together(rows(alone)[TARGET]) == "10% possible"


def test_control_that_is_only_possibly_known_counts_in_full_and_is_possible() -> None:
    """What may not have been public is true all the same: its bounds hold either way."""
    facts = given(
        document("d", "2025"),
        evolve(
            controls(HEAD, SUB, on="2025-01-01"),
            citations=changed(HEAD, SUB, on="2025", after="none", cites=[("d", "x")]).citations,
        ),
        stated(SUB, TARGET, "5%", on="2025-01-01", published="2025-01-02"),
    )
    row = rows(facts.known(DAY).on(DAY))[TARGET]
    assert together(row) == "5% possible"


def test_a_sure_way_outweighs_a_shorter_one_that_is_only_possible() -> None:
    then = given(
        controls(HEAD, SUBSUB, on="2025"),
        controls(HEAD, SUB, on="2025-01-01"),
        controls(SUB, SUBSUB, on="2025-01-01"),
        stated(SUBSUB, TARGET, "5%", on="2025-01-01"),
    ).on(DAY)
    row = rows(then)[TARGET]
    assert (row.certainty, row.paths[0].through) == ("definite", (HEAD, SUB, SUBSUB))


def test_a_joint_holding_of_two_of_one_group_counts_once() -> None:
    then = given(
        controls(HEAD, SUB, on="2025-01-01"),
        stated(HEAD, TARGET, "30%", on="2025-01-01", jointly_with=[SUB]),
    ).on(DAY)
    row = rows(then)[TARGET]
    assert (together(row), len(row.paths)) == ("30% definite", 1)


def test_together_a_group_holds_no_more_than_the_whole() -> None:
    then = given(
        controls(HEAD, SUB, on="2025-01-01"),
        stated(HEAD, TARGET, ">=40%", on="2025-01-01"),
        stated(SUB, TARGET, "unknown", on="2025-01-01"),
    ).on(DAY)
    assert together(rows(then)[TARGET]) == ">=40% definite"


def test_what_is_known_to_be_none_makes_no_row() -> None:
    then = given(stated(HEAD, TARGET, "none", on="2025-01-01")).on(DAY)
    assert rows(then) == {}


def test_different_interests_are_rows_of_their_own() -> None:
    then = given(
        controls(HEAD, OTHER, on="2025-01-01"),
        stated(HEAD, TARGET, "5%", id="s", on="2025-01-01"),
        stated(OTHER, TARGET, "9%", id="v", on="2025-01-01", interest="votes"),
    ).on(DAY)
    found = {each.interest: together(each) for each in group_stakes(HEAD, then.ownership)}
    assert found == {"shares": "5% definite", "votes": "9% definite"}


def test_a_holding_of_a_company_that_is_only_possibly_of_the_group_stays() -> None:
    """It is outside the group, or within: the group holds it either way."""
    then = given(
        controls(HEAD, TARGET, on="2025"), stated(HEAD, TARGET, "40%", on="2025-01-01")
    ).on(DAY)
    assert together(rows(then)[TARGET]) == "40% definite"


def test_a_joint_holding_is_by_the_surest_of_the_group() -> None:
    then = given(
        controls(HEAD, "a-possible", on="2025"), controls(HEAD, SUB, on="2025-01-01"),
        stated("a-possible", TARGET, "30%", on="2025-01-01", jointly_with=[SUB]),
    ).on(DAY)  # fmt: skip
    row = rows(then)[TARGET]
    assert (together(row), row.paths[0].through) == ("30% definite", (HEAD, SUB))


def test_what_may_be_diluted_counts_with_its_bounds_in_a_group() -> None:
    then = given(
        controls(HEAD, SUB, on="2025-01-01"), stated(SUB, TARGET, "20%", on="2025-01-01"),
        stated(HEAD, TARGET, "10%", on="2025-05-01"), issue(TARGET, on="2025-03-01"),
    ).on(DAY)  # fmt: skip
    assert together(rows(then)[TARGET]) == "[10%, 30%] definite"
