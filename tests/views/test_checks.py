"""What all facts say together: what each rule fires at, and the near miss at which it does not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from tests.effort import calls
from timeline.testing import (
    Given,
    changed,
    controls,
    corrected,
    deal,
    document,
    entity,
    fact,
    given,
    retracted,
    stated,
)
from timeline.views.checks import checks
from timeline.views.checks_order import STAGES_AFTER, STATES_AFTER
from timeline.views.filing import Filing
from timeline.views.finding import RULES, Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from timeline.facts.fact import Event, Fact

A, B, D, C = "anna", "bob", "dora", "acme"


def findings(told: Given) -> list[Finding]:
    """Check what a log holds."""
    return checks(Filing().all(told.log))


def rules(*events: Event | str) -> list[str]:
    """Return the rules that facts break."""
    return [each.rule for each in findings(given(*events))]


def only(*events: Event | str) -> Finding:
    """Return the one finding that there is."""
    (found,) = findings(given(*events))
    return found


def test_what_goes_together_is_passed_in_silence() -> None:
    assert rules(
        fact("company-founded", company=C, on="2018"),
        changed(A, C, on="2025-01-05", before="3.34%", after="3.68%"),
        changed(A, C, on="2025-02-05", by="1 points", cause="bought"),
        stated(A, C, "4.68%", on="2025-03-05"),
        controls(B, C, on="2025-01-01"),
    ) == []  # fmt: skip


# --- above the whole ------------------------------------------------------------------------


def thirds(*levels: str) -> list[Event]:
    """Return holders with these levels, a day apart."""
    return [stated(f"h{at}", C, level, on=f"2025-01-0{at + 1}") for at, level in enumerate(levels)]


def test_more_than_the_whole_names_the_days_the_holders_and_the_figures() -> None:
    found = only(
        *thirds("33.34%", "33.33%", "33.44%"),
        changed("h0", C, on="2025-06-01", after="20%", cause="sold"),
    )
    assert found.rule == "above-whole"
    assert found.message == (
        "from 2025-01-03 to 2025-05-31 100.11% of “acme” is held:"
        " “h0” 33.34%, “h1” 33.33%, “h2” 33.44%"
    )
    assert set(found.facts) == {f"stake-stated-h{at}-acme-2025-01-0{at + 1}" for at in range(3)}
    assert found.name == "stake-stated-h2-acme-2025-01-03"


def test_thirds_that_were_rounded_are_the_whole() -> None:
    assert rules(*thirds("33.34%", "33.33%", "33.34%")) == []


def test_whole_numbers_are_not_taken_for_rounded() -> None:
    assert rules(*thirds("50%", "51%")) == ["above-whole"]


def test_two_who_each_have_most_are_more_than_the_whole() -> None:
    assert rules(*thirds(">60%", ">=40%")) == ["above-whole"]
    assert rules(*thirds(">60%", "<40%")) == []


def test_a_joint_holding_is_counted_once() -> None:
    joint = stated(A, C, "60%", on="2025-01-02", jointly_with=B)
    assert rules(stated(A, C, "45%", on="2025-01-01"), joint) == []
    assert rules(stated(D, C, "45%", on="2025-01-01"), joint) == ["above-whole"]


def test_a_part_of_a_change_is_not_added() -> None:
    whole = changed(A, C, id="whole", on="2025-01-05", after="60%")
    part = changed(B, C, on="2025-01-05", after="45%")
    assert rules(whole, part) == ["above-whole"]
    assert rules(whole, changed(B, C, on="2025-01-05", after="45%", part_of="whole")) == []


def test_interests_and_classes_are_not_added() -> None:
    first = stated(A, C, "60%", on="2025-01-01")
    assert rules(first, stated(B, C, "60%", on="2025-01-01", interest="votes")) == []
    assert rules(first, stated(B, C, "60%", on="2025-01-01", class_="b")) == []


def test_what_was_only_possibly_held_is_not_counted() -> None:
    assert rules(
        stated(A, C, "60%", on="2025-01-01"),
        changed(B, C, on="2025-06-01", before="45%", after="5%"),
    ) == ["above-whole"]
    assert rules(
        stated(A, C, "60%", on="2025-03-01"),
        changed(A, C, on="2025-05-01", after="none", cause="sold"),
        changed(B, C, on="2025-06-01", before="45%", after="5%"),
    ) == []  # fmt: skip


def test_a_change_that_is_worked_out_counts() -> None:
    assert rules(
        stated(A, C, "50%", on="2025-01-01"),
        changed(A, C, on="2025-02-01", by="10 points", cause="bought"),
        stated(B, C, "45%", on="2025-01-01"),
    ) == ["above-whole"]


@drawn(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_of_recording_plays_no_part(random: object) -> None:
    events = [
        *thirds("33.34%", "33.33%", "33.44%"),
        changed(A, B, on="2025-02-01", before="3%", by="1 points", after="5%"),
        deal("d", "completed", on="2025-01-01"), deal("d", "filed", on="2025-02-01"),
    ]  # fmt: skip
    once = sorted((each.rule, each.message) for each in findings(given(*events)))
    random.shuffle(events)  # type: ignore[attr-defined]
    assert sorted((each.rule, each.message) for each in findings(given(*events))) == once
    assert [rule for rule, _ in once] == ["above-whole", "does-not-add-up", "impossible-step"]


# --- sold more --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "fires"), [("-5 points", True), ("-3.34 points", False), ("-3.35 points", False)]
)
def test_more_than_was_held_cannot_be_sold(by: str, fires: bool) -> None:  # noqa: FBT001
    told = rules(
        stated(A, C, "3.34%", on="2025-01-01"), changed(A, C, on="2025-02-01", by=by, cause="sold")
    )
    assert told == (["sold-more"] if fires else [])


def test_several_sales_of_one_day_are_taken_together() -> None:
    sales = [
        changed(A, C, id=f"s{at}", on="2025-02-01", by="-3 points", cause="sold", order=at)
        for at in range(2)
    ]
    assert rules(stated(A, C, "6%", on="2025-01-01"), *sales) == []
    assert rules(stated(A, C, "5%", on="2025-01-01"), *sales) == ["sold-more"]


@pytest.mark.parametrize(("sold", "fires"), [("1,000", False), ("1,200", True)])
def test_more_shares_than_were_held_cannot_be_sold(sold: str, fires: bool) -> None:  # noqa: FBT001
    told = rules(
        stated(A, C, on="2025-01-01", shares="1,000"),
        changed(A, C, on="2025-02-01", shares=sold, cause="sold"),
    )
    assert told == (["sold-more"] if fires else [])


def test_who_passes_on_more_than_it_had_is_named() -> None:
    found = only(
        stated(A, C, "3%", on="2025-01-01"),
        fact("stake-changed", company=C, from_=A, to=B, by="4 points", on="2025-02-01"),
    )
    assert (found.rule, "“anna” of “acme”" in found.message) == ("sold-more", True)


def test_what_may_have_been_held_may_be_sold() -> None:
    sale = changed(A, C, on="2025-02-01", by="-5 points", cause="sold")
    assert rules(sale) == []
    assert rules(stated(A, C, ">3%", on="2025-01-01"), sale) == []


# --- the life of a company ---------------------------------------------------------------------


@pytest.mark.parametrize(("on", "fires"), [("2017-12", True), ("2018", False), ("2018-07", False)])
def test_nothing_is_held_before_the_founding(on: str, fires: bool) -> None:  # noqa: FBT001
    founded = fact("company-founded", company=C, on="2018-06")
    assert rules(founded, stated(A, C, "5%", on=on)) == (["before-founding"] if fires else [])
    assert rules(founded, stated(C, B, "5%", on=on)) == (["before-founding"] if fires else [])


def test_to_hold_nothing_before_the_founding_is_fine() -> None:
    founded = fact("company-founded", company=C, on="2018-06")
    assert rules(founded, stated(A, C, "none", on="2017")) == []


@pytest.mark.parametrize("end", ["company-dissolved", "company-merged"])
def test_nothing_is_held_of_what_has_ceased_to_exist(end: str) -> None:
    into = {"into": B} if end == "company-merged" else {}
    gone = fact(end, company=C, on="2025-02", **into)
    assert rules(gone, stated(A, C, "5%", on="2025-03-01")) == ["after-dissolution"]
    assert rules(gone, stated(A, C, "5%", on="2025-02-01")) == []
    assert rules(gone, changed(A, C, after="none", on="2025-03-01")) == []
    first = fact("company-founded", company=C, on="2018")
    again = fact("company-founded", company=C, on="2025-03-01")
    assert rules(first, gone, again, stated(A, C, "5%", on="2025-03-02")) == []


# --- ends before starts -----------------------------------------------------------------------


def test_control_ends_after_it_began() -> None:
    ended = fact("control-ended", holder=A, company=C, on="2025-02-01")
    assert rules(ended, controls(A, C, on="2025-03-01")) == ["end-before-start"]
    assert rules(ended, controls(A, C, on="2025")) == []
    assert rules(ended, controls(A, C, on="2024"), controls(A, C, id="x", on="2025-03-01")) == []


def test_a_statement_ends_after_it_was_made() -> None:
    made = fact("strategy-stated", id="s", company=C, theme="chips", on="2025-02-01")
    over = {"of": "s", "how": "withdrawn"}
    assert rules(made, fact("statement-ended", on="2025-01", **over)) == ["end-before-start"]
    assert rules(made, fact("statement-ended", on="2025-02-01", **over)) == []


def test_a_deal_is_completed_after_it_was_announced() -> None:
    announced = deal("d", "announced", on="2025-02-01")
    assert rules(announced, deal("d", "completed", on="2025-01-01")) == ["end-before-start"]
    assert rules(announced, deal("d", "completed", on="2025")) == []


def test_agreements_and_listings_end_after_they_began() -> None:
    made = fact("agreement-made", agreement="g", kind="supply", parties={"buyer": A, "seller": B},
                on="2025-02-01")  # fmt: skip
    ended = fact("agreement-ended", agreement="g", on="2025-01-01")
    assert rules(made, ended) == ["end-before-start"]
    listed = fact("company-listed", company=C, line="1.HK", on="2025-02-01")
    assert rules(listed, fact("company-delisted", company=C, line="1.HK", on="2024")) == [
        "end-before-start"
    ]
    assert rules(listed, fact("company-delisted", company=C, line="2.HK", on="2024")) == []


# --- sums -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "by", "after", "fires"),
    [
        ("7.86%", "6 points", "1.43%", True),
        ("7.86%", "6.43 points", "1.43%", False),
        ("7.9%", "6.4 points", "1.43%", False),
        ("7.86%", "6.4 points", "1.43%", False),
        ("7.86%", "6.45 points", "1.43%", True),
        (">7%", "6 points", "1.43%", False),
        ("<7%", "6 points", "1.43%", True),
    ],
)
def test_before_and_by_give_after(before: str, by: str, after: str, fires: bool) -> None:  # noqa: FBT001
    told = changed(A, C, on="2025-01-01", before=before, by=by, after=after, cause="sold")
    assert rules(told) == (["does-not-add-up"] if fires else [])


@pytest.mark.parametrize(
    ("told", "fires"),
    [
        ({"by": "5 points", "after": "3%"}, True), ({"by": "5 points", "after": "5%"}, False),
        ({"by": "-5 points", "before": "3%"}, True), ({"by": "5 points", "before": "97%"}, True),
        ({"by": "5.0 points", "after": "4.95%"}, False), ({"by": "99 points"}, False),
        ({"by": "5 points", "after": "[2%, 9%)"}, False),
    ],
)  # fmt: skip
def test_two_figures_that_leave_no_room_for_the_third_do_not_add_up(
    told: dict[str, str], *, fires: bool
) -> None:
    found = [each for each in rules(changed(A, C, on="2025-01-01", **told))
             if each == "does-not-add-up"]  # fmt: skip
    assert found == ["does-not-add-up"] * fires


def test_the_figures_that_do_not_add_up_are_named() -> None:
    told = changed(A, C, on="2025-01-01", before="7.86%", by="-6 points", after="1.43%")
    assert only(told).message == (
        "7.86% less 6 points is not 1.43%: “anna” of “acme” on 2025-01-01"
    )


def test_counts_of_shares_add_up_as_rounded() -> None:
    def sold(shares: str) -> Event:
        return changed(A, C, on="2025-01-01", cause="sold", shares=shares,
                       shares_before="8.822m", shares_after="8m")  # fmt: skip

    assert rules(sold("822,113")) == []
    assert rules(sold("700,000")) == ["does-not-add-up"]


def test_a_sale_leaves_less_and_a_purchase_more() -> None:
    assert rules(changed(A, C, on="2025-01-01", before="3%", after="5%", cause="sold")) == [
        "does-not-add-up"
    ]
    assert rules(changed(A, C, on="2025-01-01", before="3%", after="5%", cause="bought")) == []
    assert rules(changed(A, C, on="2025-01-01", before="5%", after="3%", cause="subscribed")) == []


def test_a_buyback_leaves_fewer_shares_in_issue() -> None:
    told = {"company": C, "on": "2025-01-01", "before": "100", "after": "120"}
    assert rules(fact("capital-changed", cause="buyback", **told)) == ["does-not-add-up"]
    assert rules(fact("capital-changed", cause="issue", **told)) == []


# --- something changed between ---------------------------------------------------------------


def test_a_before_that_differs_from_what_stood_is_told() -> None:
    found = only(
        stated(A, C, "3.34%", id="seen", on="2025-01-01"),
        changed(A, C, id="moved", on="2025-02-01", before="2.8%", after="5%"),
    )
    assert (found.rule, found.severity, found.name) == ("changed-between", "warning", "moved")
    assert found.message == (
        "2.8% is told to be held before the change on 2025-02-01, where 3.34% (seen) stood:"
        " “anna” of “acme”"
    )


def test_a_level_seen_that_differs_from_what_stood_is_told() -> None:
    first = changed(A, C, on="2025-01-01", after="3.34%")
    assert rules(first, stated(A, C, "3.9%", on="2025-02-01")) == ["changed-between"]
    assert rules(first, stated(A, C, "3.3%", on="2025-02-01")) == []
    assert rules(first, stated(A, C, "3%", on="2025-02-01")) == []
    assert rules(first, stated(A, C, ">3%", on="2025-02-01")) == []


def test_what_may_lie_between_explains_it() -> None:
    first = stated(A, C, "3.34%", on="2025-01-01")
    last = changed(A, C, on="2025-03-01", before="2.8%", after="5%")
    between = changed(A, C, id="between", on="2025", after="2.8%")
    assert rules(first, last) == ["changed-between"]
    assert rules(first, between, last) == []
    issue = fact("capital-changed", company=C, cause="issue", before="100", after="120",
                 on="2025-02-01")  # fmt: skip
    assert rules(first, issue, last) == []


def test_a_register_of_the_day_of_a_change_may_be_of_before_or_after_it() -> None:
    first = changed(A, C, on="2025-01-01", after="5%")
    moved = changed(A, C, on="2025-02-01", before="5%", after="8%")
    assert rules(first, moved, stated(A, C, "8%", on="2025-02-01", order=2)) == []


# --- disputed ---------------------------------------------------------------------------------


def test_levels_of_one_day_that_differ_are_disputed() -> None:
    one = stated(A, C, "3.34%", id="one", on="2025-01-01")
    assert rules(one, stated(A, C, "4.1%", id="two", on="2025-01-01")) == ["disputed"]
    assert rules(one, stated(A, C, "3.3%", id="two", on="2025-01-01")) == []
    assert rules(one, stated(A, C, "4.1%", id="two", on="2025-01")) == []
    chained = changed(A, C, id="two", on="2025-01-01", before="3.34%", after="4.1%")
    assert rules(one, chained) == []


def test_two_with_all_of_it_on_one_day_are_disputed() -> None:
    one = stated(A, C, "100%", on="2025-01-01")
    assert rules(one, stated(B, C, "100%", on="2025-01-01")) == ["disputed"]
    assert rules(one, stated(B, C, "none", on="2025-01-01")) == []


def test_two_moves_of_one_line_on_one_day_are_disputed() -> None:
    def price(name: str, percent: str, **more: object) -> Event:
        told = {"on": "2025-01-01", "line": "1.HK", **more}
        return fact("price-moved", id=name, company=C, percent=percent, **told)

    assert rules(price("a", "+8.08%"), price("b", "+5.44%")) == ["disputed"]
    assert rules(price("a", "+8.08%"), price("b", "+8.1%")) == []
    assert rules(price("a", "+8.08%"), price("b", "+5.44%", line="2.HK")) == []
    assert rules(price("a", "+8.08%"), price("b", "+5.44%", on="2025-01-02")) == []


def test_two_foundings_of_one_company_are_disputed() -> None:
    def founded(name: str, on: str) -> Event:
        return fact("company-founded", id=name, company=C, on=on)

    assert rules(founded("a", "2018-01"), founded("b", "2019")) == ["disputed"]
    assert rules(founded("a", "2018-01"), founded("b", "2018")) == ["likely-duplicate"]


# --- corrections ------------------------------------------------------------------------------


def versions() -> list[Event]:
    """Return a fact and two that put it right otherwise."""
    levels = {"x": "3.1%", "y": "3.2%", "z": "3.3%"}
    return [
        stated(A, C, level, id=name, on="2025-01-01") for name, level in levels.items()
    ] + [corrected("x", "y"), corrected("x", "z")]  # fmt: skip


def test_two_corrections_that_differ_are_rivals() -> None:
    found = only(*versions())
    assert found.rule == "rival-corrections"
    assert found.message == ("“x” is corrected by “y” and “z”, and neither replaces the other")


def test_a_further_correction_settles_rivals() -> None:
    last = stated(A, C, "3.4%", id="w", on="2025-01-01")
    assert rules(*versions(), last, corrected("y", "w"), corrected("z", "w")) == []
    assert rules(*versions(), retracted("z")) == []
    assert rules(*versions(), corrected("y", "z")) == []


def test_corrections_in_a_circle_are_told() -> None:
    x, y, z = versions()[:3]
    ring = [corrected("x", "y"), corrected("y", "z"), corrected("z", "x")]
    found = only(x, y, z, *ring)
    assert (found.rule, found.facts) == ("correction-circle", ("x", "y", "z"))
    assert rules(x, y, z, *ring[:2]) == []


# --- steps ------------------------------------------------------------------------------------


def steps(*moves: str, **more: str) -> list[Event]:
    """Return a programme's moves, a month apart."""
    return [
        fact("programme-moved", id=f"p{at}", programme="chip", stage=stage, on=f"2025-0{at + 1}",
             **more)
        for at, stage in enumerate(moves)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "moves",
    [("launched", "in-development"), ("deployed", "taped-out"), ("in-production", "rumoured"),
     ("cancelled", "testing"), ("announced", "cancelled", "launched"), ("launched", "announced")],
)  # fmt: skip
def test_a_programme_does_not_go_back(moves: tuple[str, ...]) -> None:
    assert rules(*steps(*moves)) == ["impossible-step"]


@pytest.mark.parametrize(
    "moves",
    [("rumoured", "launched"), ("announced", "rumoured"), ("testing", "taped-out", "launched"),
     ("cancelled", "announced", "testing"), ("launched", "testing", "in-production"),
     ("launched", "launched"), ("deployed", "announced")],
)  # fmt: skip
def test_a_programme_may_skip_steps_and_begin_anew(moves: tuple[str, ...]) -> None:
    assert rules(*steps(*moves)) == []


def test_a_step_is_impossible_only_where_the_order_is_sure() -> None:
    first, second = steps("launched", "in-development")
    vague = fact("programme-moved", id="v", programme="chip", stage="testing", on="2025")
    assert rules(steps("launched")[0], vague) == []
    assert rules(first, second) == ["impossible-step"]
    assert rules(first, second, vague) == []


def states(*moves: str) -> list[Event]:
    """Return a deal's moves, a month apart."""
    return [deal("d", state, id=f"d{at}", on=f"2025-0{at + 1}") for at, state in enumerate(moves)]


@pytest.mark.parametrize(
    "moves",
    [("completed", "filed"), ("terminated", "completed"), ("denied", "completed"),
     ("blocked", "completed"), ("announced", "completed", "announced")],
)  # fmt: skip
def test_a_deal_that_is_over_does_not_go_on(moves: tuple[str, ...]) -> None:
    assert rules(*states(*moves)) == ["impossible-step"]


@pytest.mark.parametrize(
    "moves",
    [("announced", "in-dispute", "settled", "completed"), ("completed", "in-dispute", "settled"),
     ("completed", "terminated"), ("denied", "announced", "completed"),
     ("blocked", "cleared", "completed"), ("rumoured", "completed")],
)  # fmt: skip
def test_a_dispute_is_settled_and_the_deal_goes_on(moves: tuple[str, ...]) -> None:
    assert rules(*states(*moves)) == []


def test_the_tables_of_steps_name_what_there_is() -> None:
    from typing import get_args

    from timeline.facts.deals import DealState
    from timeline.facts.strategy import Stage

    assert {*STAGES_AFTER} <= {*get_args(Stage)}
    assert {*STATES_AFTER}.union(*STATES_AFTER.values()) <= {*get_args(DealState)}


# --- twice ------------------------------------------------------------------------------------


def test_the_same_told_twice_is_likely_one() -> None:
    def bought(name: str, **more: object) -> Event:
        return changed(A, C, id=name, **{"on": "2025-01-05", "after": "3.68%", **more})

    assert rules(bought("a"), bought("b")) == ["likely-duplicate"]
    assert rules(bought("a"), bought("b", on="2025-01")) == ["likely-duplicate"]
    assert rules(bought("a"), bought("b", on="2025-01-06")) == []
    assert rules(bought("a", order=1), bought("b", order=2)) == []
    assert rules(bought("a"), bought("b", after="3.7%")) == []
    assert rules(bought("a"), bought("b", interest="votes")) == []


def test_two_themes_of_one_day_are_two() -> None:
    def theme(name: str, theme: str) -> Event:
        return fact("strategy-stated", id=name, company=C, theme=theme, on="2025-01-05")

    assert rules(theme("a", "chips"), theme("b", "clouds")) == []
    assert rules(theme("a", "chips"), theme("b", "chips")) == ["likely-duplicate"]


# --- of itself --------------------------------------------------------------------------------


def test_nobody_holds_controls_or_sells_to_itself() -> None:
    assert rules(stated(C, C, "5%", on="2025-01-01")) == ["of-itself"]
    assert rules(stated(C, C, "5%", on="2025-01-01", class_="treasury")) == []
    assert rules(controls(C, C, on="2025-01-01")) == ["of-itself"]
    sold = fact("stake-changed", company=C, from_=A, to=A, by="1 points", on="2025-01-01")
    assert "of-itself" in rules(sold)
    own = {"acquirer": C, "target": C}
    assert "of-itself" in rules(deal("d", "announced", on="2025-01-01", **own))


def test_owners_do_not_lead_in_a_circle() -> None:
    chip = entity("chip", "programme", owner="unit")
    assert rules(chip, entity("unit", "unit", owner=A)) == []
    assert rules(chip, entity("unit", "unit", owner="chip")) == ["entity-circle"]


# --- what is not held against anything -----------------------------------------------------------


def test_a_rumour_a_mistake_put_right_and_a_denied_report_break_no_rule() -> None:
    first = stated(A, C, "60%", on="2025-01-01")
    second = stated(B, C, "60%", id="b", on="2025-01-02")
    assert rules(first, second) == ["above-whole"]
    assert rules(first, stated(B, C, "60%", on="2025-01-02", standing="rumoured")) == []
    assert rules(first, second, retracted("b")) == []
    denial = fact("claim-answered", of="b", answer="denied", by=B, on="2025-01-03")
    assert rules(first, second, denial) == []


def test_every_rule_has_its_severity() -> None:
    assert set(RULES.values()) == {"error", "warning"}
    assert RULES["changed-between"] == "warning"


# --- told too early ---------------------------------------------------------------------------


def ended(occurred: str, **fields: Any) -> Fact:  # noqa: ANN401 - as `fact`
    """Return a fact of a day that a document tells."""
    return fact("control-ended", holder=A, company=C, on=occurred, cites=[("d", "over")], **fields)


@pytest.mark.parametrize(
    ("published", "occurred", "ahead"),
    [
        ("2025-09-09", "2025-09-10", True),
        ("2025-09-10", "2025-09-10", False),
        ("2025-09", "2025-09-10", False),
        ("2025-08", "2025-09-10", True),
        ("2025-09-09", "[..2025-09-10]", False),
        ("2025-09-09", "2025-09", False),
        ("2025-09-09", "[2025-09-10..]", True),
    ],
)
def test_nothing_is_told_before_it_happened(published: str, occurred: str, *, ahead: bool) -> None:
    told = rules(document("d", published), ended(occurred))
    assert told == (["told-before"] if ahead else [])


@pytest.mark.parametrize(("read", "ahead"), [("2025-09-09", True), ("2025-09-11", False)])
def test_nothing_happened_after_it_was_read(read: str, *, ahead: bool) -> None:
    for published in ("2025-09-02/..", "2025-09"):
        told = rules(document("d", published, retrieved=read), ended("2025-09-10"))
        assert told == (["told-before"] if ahead else [])


def test_what_lies_ahead_says_so() -> None:
    assert rules(document("d", "2025-09-09"), ended("2025-09-10", effective=True)) == []


def test_a_fact_without_a_day_is_told_in_time() -> None:
    undated = fact("control-ended", holder=A, company=C, cites=[("d", "over")])
    assert rules(document("d", "2025-09-09"), undated) == []


def test_a_document_dated_anew_makes_what_it_told_too_early_in_any_order() -> None:
    fact_, first = ended("2025-09-10"), document("d", "2025-09-11")
    again = document("d", "2025-09-01", id="document:d~2")
    assert rules(fact_, first) == []
    assert rules(fact_, first, again) == rules(first, again, fact_) == ["told-before"]


# --- of itself, further ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("odd", "words"),
    [
        (stated(A, C, "5%", on="2025-01-01", jointly_with=[C]), "hold a stake in itself"),
        (fact("company-merged", company=C, into=C, on="2025-01-01"), "go up in itself"),
        (fact("agreement-made", agreement="x", kind="supply", parties={"buyer": A, "seller": A}),
         "agree with itself"),
    ],
)  # fmt: skip
def test_one_is_not_two(odd: Fact, words: str) -> None:
    found = only(odd)
    assert found.rule == "of-itself"
    assert words in found.message


def test_an_agreement_of_which_one_party_is_told_is_with_somebody() -> None:
    assert rules(fact("agreement-made", agreement="x", kind="supply", parties={"buyer": A})) == []


# --- parts ----------------------------------------------------------------------------------


def part(name: str, whole: str, **fields: Any) -> Fact:  # noqa: ANN401 - as `fact`
    """Return a purchase that is part of another one."""
    return changed(B, C, id=name, on="2025-01-05", part_of=whole, **{"cause": "bought"} | fields)


def test_changes_that_are_parts_of_each_other_are_named() -> None:
    found = only(part("x", "y", after="5%"), part("y", "x", after="6%"))
    assert (found.rule, found.name, found.facts) == ("part-circle", "y", ("y", "x"))
    assert found.message == "“x” and “y” are parts of each other: none of them counts"
    assert only(part("x", "x", after="5%")).message.startswith("“x” is part of itself")


def test_parts_of_parts_are_no_circle() -> None:
    assert rules(
        part("x", "y", by="1 points"), part("y", "z", by="2 points"),
        changed(A, C, id="z", on="2025-01-05", after="6%"),
    ) == []  # fmt: skip


@pytest.mark.parametrize(
    ("whole", "parts", "rule"),
    [
        ({"by": "10 points"}, ("8 points", "7 points"), ["does-not-add-up"]),
        ({"before": "0%", "after": "10%"}, ("8 points", "7 points"), ["does-not-add-up"]),
        ({"by": "15 points"}, ("8 points", "7 points"), []),
        ({"by": "16 points"}, ("8 points", "7 points"), []),
        ({"by": "15.0 points"}, ("8.0 points", "7.1 points"), []),
        ({"after": "10%"}, ("8 points", "7 points"), []),
        ({"by": "10 points", "cause": "transferred"}, ("8 points", "7 points"), []),
    ],
)
def test_parts_come_to_no_more_than_their_whole(
    whole: dict[str, str], parts: tuple[str, str], rule: list[str]
) -> None:
    told = changed(A, C, id="w", on="2025-01-05", **{"cause": "bought"} | whole)
    found = findings(given(told, *(part(f"p{at}", "w", by=by) for at, by in enumerate(parts))))
    assert [each.rule for each in found] == rule
    assert all("“p0” and “p1”, come to 15 points, and the whole to 10" in each.message
               for each in found)  # fmt: skip


# --- pledges --------------------------------------------------------------------------------


def pledged(level: str, on: str = "2025-02-01", **fields: Any) -> Fact:  # noqa: ANN401 - as `fact`
    return stated(A, C, level, on=on, interest="pledged", **fields)


def test_no_more_is_pledged_than_is_held() -> None:
    found = only(stated(A, C, "10%", on="2025-01-01"), pledged("20%"))
    assert (found.rule, found.severity) == ("pledged-more", "warning")
    assert found.message == (
        "20% is pledged on 2025-02-01, of 10% that was held: “anna” of “acme”, pledged"
    )
    assert found.facts == (
        "stake-stated-anna-acme-2025-02-01", "stake-stated-anna-acme-2025-01-01"
    )  # fmt: skip


@pytest.mark.parametrize(
    "told",
    [
        [stated(A, C, "10%", on="2025-01-01"), pledged("10%")],
        [stated(A, C, "10.1%", on="2025-01-01"), pledged("10.14%")],
        [stated(A, C, "10%", on="2025-03-01"), pledged("20%")],
        [stated(A, C, ">10%", on="2025-01-01"), pledged("20%")],
        [changed(A, C, on="2025-01-01", by="10 points", cause="bought"), pledged("20%")],
        [stated(A, C, "10%", on="2025-01-01"), pledged("20%", on="2025")],
        [stated(A, C, "10%", on="2025-01-01"), stated(B, C, "30%", on="2025-01-01",
                                                      jointly_with=[A]), pledged("20%")],
        [stated(A, C, "10%", on="2025-01-01"), pledged("20%"),
         stated(A, C, "30%", id="b", on="2025-01-01", class_="b")],
        [pledged("20%")],
    ],
)  # fmt: skip
def test_what_may_be_held_may_be_pledged(told: list[Event]) -> None:
    assert rules(*told) == []


def test_a_level_worked_out_is_held_against_a_pledge_too() -> None:
    assert rules(
        stated(A, C, "10%", on="2025-01-01"),
        changed(A, C, on="2025-01-15", by="-4 points", cause="sold"), pledged("8%"),
    ) == ["pledged-more"]  # fmt: skip


# --- terms, lines and companies that were gone ------------------------------------------------


def test_nothing_is_committed_for_a_time_that_was_over() -> None:
    def promise(period: str) -> Fact:
        return fact("commitment-made", by=[A], purpose="x", on="2025-03-01", period=period)

    assert rules(promise("2023/2024")) == ["end-before-start"]
    assert only(promise("2023/2024")).field == "period"
    assert rules(promise("2025")) == rules(promise("2025-02/P3Y")) == []


def test_a_deal_is_not_announced_with_a_deadline_gone_by() -> None:
    assert rules(deal("d", "announced", on="2025-03-01", deadline="2025-02")) == [
        "end-before-start"
    ]
    assert rules(deal("d", "announced", on="2025-03-01", deadline="2025-03")) == []
    assert rules(deal("d", "completed", on="2025-03-01", deadline="2025-02")) == []


def test_a_line_begins_to_trade_once_unless_it_ended() -> None:
    def listed(on: str, line: str | None = "1.HK") -> Fact:
        return fact("company-listed", company=C, on=on, **({"line": line} if line else {}))

    first, again = listed("2020-01-01"), listed("2022-01-01")
    assert only(first, again).message == (
        "“acme” was listed as 1.HK on 2022-01-01, and on 2020-01-01 by"
        " “company-listed-acme-1-hk-2020-01-01”"
    )
    gone = fact("company-delisted", company=C, line="1.HK", on="2021-01-01")
    assert rules(first, gone, again) == []
    assert rules(first, listed("2022-01-01", "ACME")) == []
    assert rules(listed("2020-01-01", None), listed("2022-01-01", None)) == []
    assert rules(listed("2020"), listed("2020-05-01")) == ["likely-duplicate"]


def test_a_company_that_is_gone_takes_up_no_other_and_is_not_listed() -> None:
    gone = fact("company-dissolved", company=C, on="2020-01-01")
    for late in (
        fact("company-merged", company=B, into=C, on="2021-01-01"),
        fact("company-listed", company=C, line="1.HK", on="2021-01-01"),
    ):
        assert rules(gone, late) == ["after-dissolution"]


# --- thousands of facts of one company --------------------------------------------------------

MANY = 600


def _day(at: int) -> str:
    return (date(2010, 1, 1) + timedelta(at)).isoformat()


THOUSANDS: dict[str, Callable[[int], Fact]] = {
    "one holder, one level a day": lambda at: changed(
        A, C, on=_day(at), before=f"{at % 90}%", after=f"{(at + 1) % 90}%"),
    "one holder, one change a day": lambda at: changed(
        A, C, on=_day(at), by="0.1 points", cause=("bought", "sold")[at % 2]),
    "one holder, a chain within a day": lambda at: changed(
        A, C, on=_day(0), before=f"0.{at:05d}%", after=f"0.{at + 1:05d}%"),
    "one holder, many orders within a day": lambda at: changed(
        A, C, on=_day(0), by="0.001 points", cause=("bought", "sold")[at % 2], order=at),
    "one holder, changes of a day in no order": lambda at: changed(
        A, C, on=_day(0), by=f"0.{at + 1:05d} points", cause="bought"),
    "one holder, levels of one year": lambda at: stated(A, C, f"0.{at:05d}%", on="2020"),
    "one holder, the same again": lambda at: changed(A, C, on=_day(0), after="5%", order=at),
    "many holders, one day": lambda at: stated(f"h{at}", C, "1%", on=_day(0)),
    "many holders, many days": lambda at: stated(f"h{at}", C, "1%", on=_day(at)),
    "one stage and back": lambda at: fact(
        "programme-moved", programme="chip", stage=("testing", "in-development")[at % 2],
        on=_day(0), order=at),
    "one deal amended": lambda at: deal("d", "amended", on=_day(at), amount=f"{at + 1} CNY"),
    "founded again and again": lambda at: fact("company-founded", company=C, on=_day(at)),
}  # fmt: skip


@pytest.mark.parametrize("shape", THOUSANDS)
def test_twice_as_many_facts_of_one_company_take_twice_the_work_to_check(shape: str) -> None:
    """Four times, where every fact is compared with every other."""

    def work(count: int) -> int:
        facts = [evolve(THOUSANDS[shape](at), id=f"f{at}") for at in range(count)]
        log = given(*facts).log
        return calls(lambda: found.append(checks(Filing().all(log))))

    found: list[Sequence[Finding]] = []
    half, whole = work(MANY // 2), work(MANY)
    assert whole < 2.2 * half
    assert len(found[-1]) <= MANY
