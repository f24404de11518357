from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from timeline.testing import changed, deal, document, fact, given, retracted, stated
from timeline.views.checks import checks
from timeline.views.filing import Filing
from timeline.views.ownership import owned
from timeline.views.why import why_held

if TYPE_CHECKING:
    from timeline.facts.fact import Event, Fact
    from timeline.testing.then import Then
    from timeline.views.deals import Deal


def otherwise(found: Deal | None) -> list[str]:
    """Return the prices that a deal may have had besides."""
    return [str(each.price) for each in found.otherwise] if found else []


def held(then: Then) -> dict[str, tuple[str, str, str]]:
    """Return what each holder has: the least, the most, how surely."""
    return {
        each.key.holders[0]: (str(each.level.low), str(each.level.high), each.certainty)
        for each in owned(then.knowledge).held
    }


def test_a_deal_is_in_the_last_state_that_it_reached() -> None:
    facts = given(
        deal("d", "announced", on="2025-01-01"),
        deal("d", "filed", on="2025-02-01"),
        deal("d", "completed", on="2025-03-01"),
    )
    for day, state, is_open in (("2025-01-15", "announced", True), ("2025-02-15", "filed", True),
                                ("2025-03-01", "completed", False)):  # fmt: skip
        found = facts.on(day).deal("d")
        assert found is not None
        assert (found.state, found.certainty, found.open) == (state, "definite", is_open)
    assert facts.on("2024-12-31").deal("d") is None


def test_a_dispute_can_be_settled_and_the_deal_go_on() -> None:
    facts = given(
        deal("d", "announced", on="2025-01-01"),
        deal("d", "in-dispute", on="2025-02-01"),
        deal("d", "settled", on="2025-03-01"),
    )
    found = facts.on("2025-04-01").deal("d")
    assert found is not None
    assert (found.state, found.open) == ("settled", True)


def test_a_state_that_is_only_possibly_reached_is_told_beside_the_sure_one() -> None:
    found = given(
        deal("d", "announced", on="2025-01-01"), deal("d", "completed", on="2025-03")
    ).on("2025-03-15").deal("d")  # fmt: skip
    assert found is not None
    assert (found.state, found.possibly, found.certainty) == (
        "announced", ("completed",), "definite",
    )  # fmt: skip


def test_a_deal_that_only_possibly_began_is_possible() -> None:
    found = given(deal("d", "announced", on="2025")).on("2025-06-01").deal("d")
    assert found is not None
    assert (found.state, found.certainty) == ("announced", "possible")


def test_two_states_of_one_day_with_no_order_leave_the_state_possible() -> None:
    moves = [deal("d", "cleared", on="2025-03-01"), deal("d", "completed", on="2025-03-01")]
    for facts in (given(*moves), given(*reversed(moves))):
        found = facts.on("2025-04-01").deal("d")
        assert found is not None
        assert (found.certainty, {found.state, *found.possibly}) == (
            "possible", {"cleared", "completed"},
        )  # fmt: skip
    ordered = given(deal("d", "cleared", on="2025-03-01", order=2),
                    deal("d", "completed", on="2025-03-01", order=1))  # fmt: skip
    found = ordered.on("2025-04-01").deal("d")
    assert found is not None
    assert (found.state, found.certainty) == ("cleared", "definite")


def test_each_term_is_as_it_was_last_told() -> None:
    facts = given(
        deal("d", "announced", on="2025-01-01", kind="acquisition", price="10 USD",
             amount="1bn USD", acquirer="a", target="t"),
        deal("d", "amended", on="2025-02-01", price="12 USD"),
    )  # fmt: skip
    before, after = facts.on("2025-01-15").deal("d"), facts.on("2025-02-15").deal("d")
    assert before is not None
    assert after is not None
    assert (str(before.terms.price), str(after.terms.price)) == ("10 USD", "12 USD")
    assert str(after.terms.amount) == "1bn USD" or str(after.terms.amount).endswith("USD")
    assert {party.role: party.entity for party in after.terms.parties} == {
        "acquirer": "a", "target": "t",
    }  # fmt: skip
    assert after.terms.kind == "acquisition"


def test_a_rumour_begins_no_deal_and_changes_no_term() -> None:
    then = given(
        deal("d", "announced", on="2025-01-01", price="10 USD"),
        deal("d", "amended", on="2025-02-01", price="99 USD", standing="rumoured"),
        deal("e", "announced", on="2025-01-01", standing="rumoured"),
    ).on("2025-06-01")
    found = then.deal("d")
    assert found is not None
    assert (found.state, str(found.terms.price)) == ("announced", "10 USD")
    assert then.deal("e") is None


def test_a_deal_that_is_rumoured_by_a_report_is_in_that_state() -> None:
    """The state is the deal's; the standing is of the fact that tells it."""
    found = given(deal("d", "rumoured", on="2025-01-01")).on("2025-02-01").deal("d")
    assert found is not None
    assert (found.state, found.open) == ("rumoured", True)


def test_terms_that_were_only_possibly_so_by_then_make_the_deal_possible() -> None:
    facts = given(
        deal("d", "announced", on="2025-01-05", price="10 USD"),
        deal("d", "amended", on="2025-02", price="12 USD"),
    )
    found = [facts.on(day).deal("d") for day in ("2025-01-31", "2025-02-15", "2025-02-28")]
    assert [each and (str(each.terms.price), each.certainty) for each in found] == [
        ("10 USD", "definite"), ("10 USD", "possible"), ("12 USD", "definite"),
    ]  # fmt: skip
    assert [otherwise(each) for each in found] == [[], ["12 USD"], []]


# What a deal moves, where its terms are open


def announced(**terms: Any) -> Fact:  # noqa: ANN401 - fields of a deal
    return deal("d", "announced", on="2025-01-01", acquirer="anna", target="acme",
                kind="acquisition", id="one", **terms)  # fmt: skip


DONE = deal("d", "completed", on="2025-04-01", id="done")


@pytest.mark.parametrize("days", [("2025-02", "2025-02-10"), ("2025-02-10", "2025-02-10")])
def test_of_amendments_in_no_order_either_is_what_the_deal_moves(days: tuple[str, str]) -> None:
    facts = [
        announced(stake="60%"), DONE,
        deal("d", "amended", on=days[0], stake="80%", id="two"),
        deal("d", "amended", on=days[1], stake="70%", id="three"),
    ]  # fmt: skip
    assert held(given(*facts).on("2025-05-01")) == {"anna": ("70", "100", "definite")}
    ordered = [*facts[:2], deal("d", "amended", on="2025-02-10", stake="80%", id="two", order=1),
               deal("d", "amended", on="2025-02-10", stake="70%", id="three", order=2)]  # fmt: skip
    assert held(given(*ordered).on("2025-05-01")) == {"anna": ("70", "100", "definite")}
    before = [stated("anna", "acme", stake="10%", on="2024-01-01"), *ordered]
    assert held(given(*before).on("2025-05-01")) == {"anna": ("80", "80", "definite")}


def test_terms_that_only_possibly_were_public_may_be_those_of_the_deal() -> None:
    facts = [
        document("first", "2025-01-05"), document("third", "2025-04-05"),
        document("open", "2025-04-05/..", retrieved="2025-05-01"),
        announced(stake="60%", cites=[("first", "60%")]),
        deal("d", "completed", on="2025-04-01", cites=[("third", "completed")]),
    ]  # fmt: skip
    amended = deal("d", "amended", on="2025-01-20", stake="80%", id="two", cites=[("open", "80%")])
    log = given(*facts, amended)
    assert held(log.known("2025-04-06").on("2025-04-02")) == {"anna": ("60", "100", "definite")}
    assert held(log.known("2025-05-01").on("2025-04-02")) == {"anna": ("80", "100", "definite")}


def test_who_acquires_may_be_told_by_words_that_only_possibly_were_public() -> None:
    facts: list[Event] = [
        document("third", "2025-04-05"), document("open", "2025-04-05/..", retrieved="2025-05-01"),
        deal("d", "announced", on="2025-01-01", acquirer="anna", target="acme",
             kind="acquisition", stake="60%", cites=[("open", "60%")]),
        deal("d", "completed", on="2025-04-01", id="done", cites=[("third", "completed")]),
    ]  # fmt: skip
    then = given(*facts).known("2025-04-06").on("2025-04-02")
    ((low, high, certainty),) = held(then).values()
    assert (low, high, certainty) == ("50", "100", "possible")
    assert [each.certainty for each in owned(then.knowledge).controls] == ["possible"]


def test_what_the_completion_tells_itself_is_what_it_moves() -> None:
    facts = [announced(stake="60%"), deal("d", "completed", on="2025-04-01", stake="70%"),
             stated("anna", "acme", stake="10%", on="2024-01-01")]  # fmt: skip
    assert held(given(*facts).on("2025-05-01")) == {"anna": ("80", "80", "definite")}


def test_why_names_what_told_of_the_deal_that_a_holding_is_of() -> None:
    knowledge = given(announced(stake="60%"), DONE).on("2025-05-01").knowledge
    found = why_held("anna", "acme", owned(knowledge), knowledge)
    roles = {each.source.id: each.role for each in found.reasons}
    assert roles["one"] == "terms"
    assert roles["done"] in {"holding", "control"}


def test_a_bounded_stake_that_is_acquired_leaves_what_was_held_before() -> None:
    facts = [announced(stake="<50%"), DONE, stated("anna", "acme", stake="30%", on="2024-01-01")]
    assert held(given(*facts).on("2025-05-01")) == {"anna": ("30", "100", "definite")}


# Who sells, and what ends a deal that was completed


def sold(state: str, on: str, **more: Any) -> Fact:  # noqa: ANN401 - fields of a deal
    return deal("d", state, on=on, kind="acquisition", acquirer="anna", target="acme",
                seller="sara", id=state, **more)  # fmt: skip


SARA = stated("sara", "acme", stake="80%", on="2024-01-01")


@pytest.mark.parametrize(
    ("stake", "due"),
    [
        (None, {"anna": ("50", "100", "definite"), "sara": ("0", "50", "definite")}),
        ("60%", {"anna": ("60", "80", "definite"), "sara": ("20", "20", "definite")}),
        ("100%", {"anna": ("100", "100", "definite"), "sara": ("0", "0", "definite")}),
    ],
)
def test_who_sells_has_so_much_less(
    stake: str | None, due: dict[str, tuple[str, str, str]]
) -> None:
    done = sold("completed", "2025-03-01", **({"stake": stake} if stake else {}))
    assert held(given(SARA, done).on("2025-03-01")) == due
    assert [each.rule for each in checks(Filing().all(given(SARA, done).log))] == []


def test_of_several_sellers_it_is_not_told_how_much_each_has_less() -> None:
    done = deal("d", "completed", on="2025-03-01", stake="40%", acquirer="anna", target="acme",
                seller=["sara", "tom"])  # fmt: skip
    found = held(given(SARA, done).on("2025-03-01"))
    assert found["sara"] == ("0", "60", "definite")
    assert found["anna"] == ("40", "100", "definite")


@pytest.mark.parametrize("end", ["terminated", "blocked"])
def test_what_a_deal_moved_that_was_ended_after_all_is_not_known(end: str) -> None:
    facts = given(sold("completed", "2025-01-02"), sold(end, "2025-03-02"))
    before, after = (owned(facts.on(day).knowledge) for day in ("2025-03-01", "2025-03-02"))
    assert [each.holder for each in before.controls] == ["anna"]
    assert after.controls == ()
    assert held(facts.on("2025-03-02"))["anna"] == ("0", "100", "definite")
    assert held(given(sold(end, "2025-03-02")).on("2025-03-02")) == {}


def test_what_ended_a_deal_maybe_before_it_was_completed_may_end_nothing() -> None:
    facts = given(sold("completed", "2025-01-02"), sold("terminated", "2025-01"))
    ((low, high, certainty),) = [
        each for name, each in held(facts.on("2025-02-01")).items() if name == "anna"
    ]
    assert (low, high, certainty) == ("0", "100", "possible")


def test_a_step_is_denied_by_whoever_is_a_party_of_its_deal() -> None:
    told = [
        announced(), DONE,
        fact("claim-answered", of="done", by="anna", answer="denied", on="2025-04-02"),
    ]  # fmt: skip
    assert held(given(*told).on("2025-05-01")) == {}
    other = fact("claim-answered", of="done", by="bert", answer="denied", on="2025-04-02")
    assert held(given(*told[:2], other).on("2025-05-01")) != {}


@pytest.mark.parametrize(
    ("kind", "parties", "said"),
    [
        ("placement", {"investor": "anna", "issuer": "acme"}, "it has no target"),
        ("tender", {"offeror": "anna", "target": "acme"}, "it has no acquirer"),
        ("spin-off", {"acquirer": "anna", "target": "acme"}, "whose stake a spin-off moves"),
    ],
)
def test_a_deal_that_carries_a_stake_and_moves_none_is_told(
    kind: str, parties: dict[str, str], said: str
) -> None:
    done = fact("deal-moved", deal="d", state="completed", on="2025-03-01", kind=kind,
                stake="5%", parties=parties)  # fmt: skip
    (found,) = checks(Filing().all(given(done).log))
    assert (found.rule, said in found.message) == ("moves-nothing", True)
    right = deal("d", "completed", on="2025-03-01", kind="block-sale", stake="5%", acquirer="anna",
                 target="acme")  # fmt: skip
    assert checks(Filing().all(given(right).log)) == []


def test_a_state_that_was_maybe_reached_twice_is_no_other_one() -> None:
    facts = [announced(), deal("d", "amended", on="2025-02", id="two"),
             deal("d", "amended", on="2025-02-10", id="three")]  # fmt: skip
    found = given(*facts).on("2025-03-01").deal("d")
    assert found is not None
    assert (found.state, found.possibly, found.certainty) == ("amended", (), "definite")


# Whatever comes first


def test_what_is_told_of_a_deal_later_is_none_of_its_terms_yet() -> None:
    later = deal("d", "amended", on="2025-06-01", stake="10%", acquirer="anna", target="acme",
                 kind="block-sale", id="am")  # fmt: skip
    done = deal("d", "completed", on="2025-04-01", acquirer="anna", target="acme",
                kind="block-sale", id="done")  # fmt: skip
    for facts in ([later, done], [done, later]):
        assert held(given(*facts).on("2025-05-01")) == {}


def test_what_was_not_public_yet_makes_nobody_a_party() -> None:
    facts = given(
        document("m", "2025-03-02"), document("n", "2025-03-03"), document("late", "2025-05-01"),
        deal("d", "completed", on="2025-03-01", acquirer="anna", target="acme", id="done",
             cites=[("m", "done")]),
        fact("claim-answered", of="done", by="bert", answer="denied", on="2025-03-03",
             cites=[("n", "denied")]),
        deal("d", "announced", on="2025-01-01", seller="bert", id="ann", cites=[("late", "sold")]),
    )  # fmt: skip
    assert held(facts.known("2025-03-10").on("2025-03-09"))["anna"] == ("50", "100", "definite")
    assert held(facts.known("2025-06-01").on("2025-03-09")) == {}
    undone = facts.later(retracted("ann", because="recording"))
    assert held(undone.known("2025-06-01").on("2025-03-09"))["anna"] == ("50", "100", "definite")


ONE = announced(stake="60%")


@pytest.mark.parametrize(
    ("moves", "due"),
    [
        # completed again after it was ended, and ended twice
        ([("completed", "2025-02-01"), ("terminated", "2025-03-01"), ("completed", "2025-04-01")],
         ("60", "100", "definite")),
        ([("completed", "2025-02-01"), ("terminated", "2025-03-01"), ("terminated", "2025-04-01")],
         ("5", "5", "definite")),
        # what came first is not told, or vague
        ([("terminated", "2025-02-01"), ("completed", "2025-02-01")], ("0", "100", "possible")),
        ([("completed", "2025-02"), ("terminated", "2025-02-10")], ("0", "100", "possible")),
    ],
)  # fmt: skip
def test_what_a_deal_comes_to_that_ends(
    moves: list[tuple[str, str]], due: tuple[str, str, str]
) -> None:
    facts = [deal("d", state, on=on, id=f"m{at}") for at, (state, on) in enumerate(moves)]
    if due[0] == "5":
        facts.append(stated("anna", "acme", stake="5%", on="2025-03-10"))
    assert held(given(ONE, *facts).on("2025-05-01"))["anna"] == due


def test_what_ends_of_one_day_in_its_order_is_ended() -> None:
    for first, second in (("a", "b"), ("b", "a")):
        moves = [deal("d", "completed", on="2025-02-01", id=first, order=1),
                 deal("d", "terminated", on="2025-02-01", id=second, order=2)]  # fmt: skip
        assert held(given(announced(), *moves).on("2025-05-01"))["anna"][2] == "definite"
        assert owned(given(announced(), *moves).on("2025-05-01").knowledge).controls == ()


def test_what_ends_is_what_was_moved_whatever_its_end_tells() -> None:
    moves = [deal("d", "completed", on="2025-02-01"),
             deal("d", "terminated", on="2025-03-01", acquirer="bert", target="acme")]  # fmt: skip
    found = owned(given(announced(), *moves).on("2025-05-01").knowledge)
    assert [each.key.holders for each in found.held] == [("anna",)]
    assert found.controls == ()


def test_who_sells_has_again_what_is_not_known_once_a_deal_is_ended() -> None:
    facts = [SARA, sold("completed", "2025-02-01", stake="60%"), sold("terminated", "2025-03-01")]
    assert held(given(*facts).on("2025-04-01"))["sara"] == ("0", "100", "definite")


def test_of_two_stakes_one_of_them_all_either_is_moved() -> None:
    facts = [
        SARA, DONE,
        deal("d", "announced", on="2025-01-01", id="a1", stake="60%", acquirer="anna",
             target="acme", seller="sara", kind="acquisition"),
        deal("d", "announced", on="2025-01-01", id="a2", stake="100%"),
    ]  # fmt: skip
    found = held(given(*facts).on("2025-05-01"))
    assert (found["anna"], found["sara"][0]) == (("60", "100", "definite"), "0")


def test_of_very_many_amendments_each_may_be_the_last() -> None:
    many = [deal("d", "amended", on="2025-02-01", stake=f"{each}%", id=f"s{each}")
            for each in range(10, 40)]  # fmt: skip
    assert held(given(announced(), DONE, *many).on("2025-05-01"))["anna"][:2] == ("10", "100")


def test_the_same_terms_in_other_words_are_the_same() -> None:
    again = deal("d", "announced", on="2025-01-01", id="two", stake="60.0%", target="acme",
                 acquirer="anna")  # fmt: skip
    facts = [announced(stake="60%"), again]
    found = given(*facts).on("2025-02-01").deal("d")
    assert found is not None
    assert (found.certainty, found.terms_possibly) == ("definite", ())


def test_a_round_issues_shares_whoever_invests() -> None:
    facts = [stated("anna", "acme", stake="20%", on="2024-01-01"),
             deal("d", "completed", on="2025-03-01", kind="round", stake="10%", investor="anna",
                  target="acme")]  # fmt: skip
    assert held(given(*facts).on("2025-03-01"))["anna"] == ("10", "30", "definite")


def test_the_order_of_recording_plays_no_part_where_two_ways_lead_to_one_level() -> None:
    facts = [
        deal("d", "completed", on="2025-01", kind="round", stake="<30%", investor="anna",
             target="acme", id="one"),
        changed("anna", "acme", before="30%", after="100%", on="2025-01-01", id="two"),
    ]  # fmt: skip
    found = [
        [(each.level, each.basis, sorted(one.source.id for one in each.claims)) for each in held_]
        for several in (facts, facts[::-1])
        for held_ in [owned(given(*several).on("2025-01-29").knowledge).held]
    ]
    assert found[0] == found[1]
