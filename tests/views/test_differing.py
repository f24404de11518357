"""Which answers a correction changes, and from which day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from tests.effort import calls, examples
from tests.views.histories import DAYS as LENGTH
from tests.views.histories import DOCUMENTS, PARTIES, commits
from tests.views.histories import facts as facts_of
from timeline.facts.fact import Fact
from timeline.facts.records import Corrected, Retracted
from timeline.testing import (
    Given,
    changed,
    controls,
    corrected,
    deal,
    entity,
    event,
    fact,
    given,
    retracted,
    stated,
    written,
)
from timeline.views import ownership
from timeline.views.deals import deals
from timeline.views.differing import Difference, differences
from timeline.views.groups import group_stakes
from timeline.views.held import Held
from timeline.views.lookthrough import look_through
from timeline.views.strategies import by_whom, purpose, strategy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.facts.fact import Event
    from timeline.views.asked import Answer
    from timeline.views.deals import Deal
    from timeline.views.knowledge import Knowledge
    from timeline.views.strategies import Strategy

A, C = "anna", "acme"


def found(facts: Given, *more: Event) -> list[Difference]:
    """Return what recording more changes."""
    before, after = facts.on("2026-01-01").knowledge, facts.later(*more).on("2026-01-01").knowledge
    return differences(before, after)


def told(facts: Given, *more: Event) -> list[tuple[str, str, str, str | None]]:
    """Return what recording more changes of holdings: before, after, and from when."""
    return [
        (each.asked.kind, level(each.before), level(each.after),
         each.since.isoformat() if each.since else None)
        for each in found(facts, *more)
    ]  # fmt: skip


def level(answer: Answer | None) -> str:
    """Write the level of a holding; of anything else, that it is told."""
    row = answer.rows[0] if answer else None
    if isinstance(row, Held):
        return f"{written(row.level)} {row.certainty}"
    return "told" if answer else "not told"


def five(**fields: object) -> Event:
    return changed(A, C, **{"id": "five", "on": "2025-03-01", "after": "5%", **fields})


def test_a_corrected_level_changes_from_its_day_on() -> None:
    assert told(given(five()), five(id="six", after="6%"), corrected("five", "six")) == [
        ("own", "5% definite", "6% definite", "2025-03-01")
    ]


def test_a_retracted_change_changes_also_what_it_started_from() -> None:
    assert told(given(five(before="3%")), retracted("five")) == [
        ("own", "3% possible", "not told", None),
        ("own", "5% definite", "not told", "2025-03-01"),
    ]


def test_a_corrected_day_changes_only_the_days_between() -> None:
    facts = given(stated(A, C, "4%", on="2025-01-01"), five(), stated(A, C, "5%", on="2025-06-01"))
    assert told(facts, five(id="later", on="2025-04-01"), corrected("five", "later")) == [
        ("own", "5% definite", "4% definite", "2025-03-01"),
    ]


def test_what_no_answer_rests_on_changes_nothing() -> None:
    facts = given(five(), five(id="also"), fact("price-moved", id="p", company=C, on="2025-03-01",
                                               direction="up"))  # fmt: skip
    assert found(facts, retracted("also")) == found(facts, retracted("p")) == []


def test_what_is_merely_further_told_changes_nothing_else() -> None:
    assert told(given(five()), stated("bert", C, "1%", on="2025-05-01")) == [
        ("own", "not told", "1% definite", "2025-05-01")
    ]


def test_control_differs_where_it_is_taken_back() -> None:
    (each,) = found(given(controls(A, C, id="c", on="2025-03-01")), retracted("c"))
    assert (each.asked.kind, each.asked.of, each.after, each.since) == (
        "control", (A, C), None, date(2025, 3, 1),
    )  # fmt: skip


def test_a_deal_differs_by_its_state_and_by_its_terms() -> None:
    facts = given(
        deal("d", "announced", id="one", on="2025-03-01", acquirer=A, target=C, amount="5bn USD"),
        deal("d", "completed", id="two", on="2025-06-01"),
    )
    (state,) = [each for each in found(facts, retracted("two")) if each.asked.kind == "deal"]
    assert state.since == date(2025, 6, 1)
    terms, later = found(
        facts,
        deal("d", "announced", id="x", on="2025-03-01", acquirer=A, target=C, amount="6bn USD"),
        corrected("one", "x"),
    )
    assert (terms.asked.of, terms.since) == (("d",), date(2025, 3, 1))
    assert later.since == date(2025, 6, 1)


def test_a_programme_differs_by_its_stage() -> None:
    facts = given(
        entity(A), entity("chip", "programme", owner=A),
        fact("programme-moved", id="p", programme="chip", stage="launched", on="2025-03-01"),
    )  # fmt: skip
    (each,) = found(facts, retracted("p"))
    assert (each.asked.kind, each.asked.of, each.since) == (
        "programme", ("chip",), date(2025, 3, 1),
    )  # fmt: skip


def test_themes_and_commitments_differ_and_so_do_their_endings() -> None:
    facts = given(
        fact("strategy-stated", id="t", company=A, theme="ai", on="2025-03-01"),
        fact("commitment-made", id="m", by=A, purpose="chips", amount="5bn USD", on="2025-03-01"),
        fact("statement-ended", id="e", of="t", how="withdrawn", on="2025-06-01"),
    )
    (theme,) = found(facts, retracted("t"))
    assert (theme.asked.kind, theme.asked.of, theme.since) == (
        "theme", (A, "ai"), date(2025, 3, 1),
    )  # fmt: skip
    (ended,) = found(facts, retracted("e"))
    assert (ended.before, ended.since) == (None, date(2025, 6, 1))
    (money,) = found(
        facts,
        fact("commitment-made", id="n", by=A, purpose="chips", amount="6bn USD", on="2025-03-01"),
        corrected("m", "n", "recording"),
    )
    assert money.asked.kind == "commitment"


def test_rivals_differ_by_certainty_alone() -> None:
    rows = told(given(five()), five(id="six", after="6%"), five(id="seven", after="7%"),
                corrected("five", "six"), corrected("five", "seven"))  # fmt: skip
    assert rows == [("own", "5% definite", "[6%, 7%] possible", "2025-03-01")]


# --- held equal to asking on every day --------------------------------------------------------

FIRST, LAST = date(2025, 1, 1), date(2025, 1, 24)
SPANS = ("2025-01-05", "2025-01-05/2025-01-08", "2025-01-10", "2025-01-09/2025-01-16", "2025-01-12")
DAYS = st.sampled_from(SPANS)
LEVELS = st.sampled_from(["1%", "2%", "<3%"])


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Draw a few claims of one holding."""
    several: list[Event] = []
    for number in range(draw(st.integers(1, 4))):
        before = draw(st.one_of(st.none(), LEVELS))
        several.append(
            changed(A, C, id=f"f{number}", on=draw(DAYS), after=draw(LEVELS),
                    **({"before": before} if before else {}))
        )  # fmt: skip
    return several


@settings(max_examples=60, deadline=None)
@drawn(histories(), st.data())
def test_the_days_that_are_asked_are_enough(events: list[Event], data: st.DataObject) -> None:
    """Asking on every single day finds the first difference on the same day."""
    facts = given(*events)
    more = facts.later(retracted(data.draw(st.sampled_from(events)).id))
    before, after = facts.on(FIRST).knowledge, more.on(FIRST).knowledge
    first = next((day for day in _days() if _answer(before, day) != _answer(after, day)), None)
    rows = differences(before, after)
    if first is None:
        assert rows == []
    else:
        assert (rows[0].since or FIRST) == first


def _days() -> list[date]:
    return [FIRST + timedelta(days=each) for each in range((LAST - FIRST).days)]


def _answer(knowledge: Knowledge, day: date) -> list[tuple[object, ...]]:
    owned = ownership.owned(knowledge.at(day))
    return [(each.key, each.level, each.certainty, each.disputed) for each in owned.held]


# --- what is looked through ---------------------------------------------------------------------


def kinds(several: list[Difference]) -> list[tuple[str, tuple[object, ...]]]:
    return [(each.asked.kind, each.asked.of) for each in several]


def test_a_group_and_a_chain_differ_with_what_is_at_their_end() -> None:
    facts = given(
        controls("zoe", A, id="c", on="2025-01-01"),
        stated("zoe", A, "60%", on="2025-01-01"),
        five(),
    )
    rows = found(facts, five(id="six", after="6%"), corrected("five", "six"))
    assert kinds(rows) == [
        ("own", ((A,), C, "shares", "", "percent")),
        ("economic", ("zoe", C)), ("group", ("zoe", C, "shares", "", "percent")),
    ]  # fmt: skip
    assert {each.since for each in rows} == {date(2025, 3, 1)}
    levels = [getattr(each.after.rows[0], "level").low for each in rows if each.after]  # noqa: B009
    assert levels == [6, Fraction(36, 10), 6]


def test_control_that_is_taken_back_takes_what_the_group_held_and_was_set_on() -> None:
    facts = given(
        controls("zoe", A, id="c", on="2025-04-01"), five(),
        fact("strategy-stated", id="t", company=A, theme="ai", on="2025-03-01"),
    )  # fmt: skip
    assert kinds(found(facts, retracted("c"))) == [
        ("control", ("zoe", A)), ("group", ("zoe", C, "shares", "", "percent")),
        ("strategy", ("zoe", "theme", (A,), "ai")),
    ]  # fmt: skip


def test_what_those_above_hold_besides_is_not_asked_about_again_and_again() -> None:
    def effort(count: int) -> int:
        days = (f"2025-{4 + each // 28:02}-{1 + each % 28:02}" for each in range(count))
        besides = [stated("zoe", f"co-{n}", "1%", on=day) for n, day in enumerate(days)]
        facts = given(controls("zoe", A, on="2020-01-01"), five(), *besides)
        rows: list[Difference] = []
        made = calls(lambda: rows.extend(found(facts, retracted("five"))))
        assert kinds(rows) == [
            ("own", ((A,), C, "shares", "", "percent")),
            ("group", ("zoe", C, "shares", "", "percent")),
        ]
        return made

    assert effort(160) < 6 * effort(40)


def test_a_direct_holding_is_not_listed_again_as_looked_through() -> None:
    facts = given(five(), stated("bert", C, "4%", on="2025-01-01"))
    assert kinds(found(facts, retracted("five"))) == [("own", ((A,), C, "shares", "", "percent"))]


# --- held equal to asking everything of everybody, on every day -----------------------------------


EVERY_DAY = [
    date(1, 1, 9),
    *(date(2025, 1, 1) + timedelta(number) for number in range(-4, LENGTH + 6)),
    *(date(2025, 11, 28) + timedelta(number) for number in range(6)),
    *(date(2026, 11, 18) + timedelta(number) for number in range(12)), date(2030, 1, 1),
]  # fmt: skip
Said = tuple[object, object]


def everything(knowledge: Knowledge) -> dict[tuple[object, ...], tuple[Said, bool]]:
    """Ask everything of everybody on a day: what is said, and whether it is a direct holding."""
    owned = ownership.owned(knowledge)
    told: dict[tuple[object, ...], tuple[Said, bool]] = {}
    heads = {*PARTIES, "zoe", *knowledge.entities}
    for each in owned.held:
        key = each.key
        told["own", key.holders, key.company, key.interest, key.class_, key.unit] = (
            (each.level, (each.certainty, each.disputed)), False
        )  # fmt: skip
    for control in owned.controls:
        told["control", control.holder, control.company] = ("yes", control.certainty), False
    for head in heads:
        for row in group_stakes(head, owned):
            disputed = any(path.held.disputed for path in row.paths)
            plain = [path.through for path in row.paths] == [(head,)]
            told["group", head, row.company, row.interest, row.class_, row.unit] = (
                (row.level, (row.certainty, disputed)), plain
            )  # fmt: skip
        for way in look_through(head, owned).stakes:
            told["economic", head, way.company] = (
                (way.level, (way.certainty, way.disputed)), way.direct is not None
            )  # fmt: skip
        for asked, said in _set_on(head, strategy(head, knowledge, owned)):
            told[asked] = said, False
    for deal_ in deals(knowledge):
        told["deal", deal_.deal] = (deal_row(deal_), deal_.certainty), False
    return told


def deal_row(row: Deal) -> object:
    terms = row.terms
    return row.state, row.possibly, terms.kind, terms.parties, terms.stake


def _set_on(head: str, told: Strategy) -> Iterator[tuple[tuple[object, ...], Said]]:
    for each in told.programmes:
        said = (each.owner, each.stage, each.possibly), each.certainty
        if each.owner == head:
            yield ("programme", each.programme), said
        else:
            yield ("strategy", head, "programme", (each.owner,), each.programme), said
    rows: dict[tuple[object, ...], list[tuple[str, str, str]]] = {}
    for one in told.stated:
        kind, what = purpose(one.fact)
        by = by_whom(one.fact)
        own: tuple[object, ...] = (kind, by if kind == "commitment" else by[0], what)
        asked = own if head in by else ("strategy", head, kind, by, what)
        amount = getattr(one.fact, "amount", getattr(one.fact, "what", None))
        period = getattr(one.fact, "period", "")
        rows.setdefault(asked, []).append((str(amount), str(period), one.certainty))
    for asked, several in rows.items():
        several.sort()
        yield asked, (tuple(each[:-1] for each in several), tuple(several))


def expected(before: Knowledge, after: Knowledge) -> set[tuple[tuple[object, ...], date | None]]:
    """Return what differs and since when, by asking on every day."""
    found: set[tuple[tuple[object, ...], date | None]] = set()
    last: dict[tuple[object, ...], object] = {}
    for day in EVERY_DAY:
        then, now = everything(before.at(day)), everything(after.at(day))
        for asked in {*then, *now, *last}:
            old, new = then.get(asked), now.get(asked)
            said = None
            plain = all(each is None or each[1] for each in (old, new))
            if (old and old[0]) != (new and new[0]) and not (
                plain and asked[0] in {"group", "economic"}
            ):
                said = (old and old[0][0], new and new[0][0])
            if said is not None and said != last.get(asked):
                found.add((asked, None if day == EVERY_DAY[0] else day))
            last[asked] = said
    return found


@settings(max_examples=examples(100))
@drawn(commits(), st.data())
def test_what_differs_is_all_that_differs_when_everything_is_asked(
    parts: list[list[Event]], data: st.DataObject
) -> None:
    """For random ledgers: take back a fact, a statement, or a whole commit; or correct a fact."""
    log = given()
    for part in parts:
        log = log.later(*part)
    names = [each.id for part in parts for each in part
             if isinstance(each, Fact | Corrected | Retracted)]  # fmt: skip
    of = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
    more: list[Event] = [taking_back(*of)]
    if data.draw(st.booleans()):
        more = [data.draw(facts_of("anew", DOCUMENTS)), corrected(names[0], "anew", "recording")]
    before, after = log.on(FIRST).knowledge, log.later(*more).on(FIRST).knowledge
    listed = {
        ((each.asked.kind, *each.asked.of), each.since) for each in differences(before, after)
    }
    assert listed == expected(before, after)


def taking_back(*of: str) -> Retracted:
    return event(Retracted, id="retracted:these", of=list(of), reason="untrue", because="recording")
