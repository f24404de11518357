"""What a log says in SQL of a day as it was known by another: the answer, or all that it may be."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from attrs import asdict
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import examples
from tests.views.histories import COMPANIES, DAYS, FIRST, commits
from timeline.api.answers import Answers
from timeline.api.beginning import example
from timeline.show.data import stake
from timeline.store.log import Log
from timeline.testing import changed, controls, corrected, document, issue, stated
from timeline.testing import given as told
from timeline.views.claimed import claimed
from timeline.views.claims import Key
from timeline.views.knowable import Knowable
from timeline.views.level import Level
from timeline.views.ownership import owned, told_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.facts.fact import Event
    from timeline.testing.given import Given
    from timeline.views.claims import Claim
    from timeline.views.held import Held
    from timeline.views.in_force import InForce
    from timeline.views.loosening import Loosening

ALWAYS = (date.min, date.max)


def history(parts: list[list[Event]]) -> Given:
    log = told()
    for part in parts:
        log = log.later(*part)
    return log


def asked(log: Log, on: date, known: date, more: str = "") -> dict[Key, dict[str, Any]]:
    """Return the rows of a day known, by what each is of; no holding has two."""
    with log.reading() as connection:
        found = connection.execute(
            f"FROM ownership_as_known($on, $known, zeros := true {more})",
            {"on": on, "known": known},
        )
        names = [each[0] for each in found.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    keys = [
        Key(tuple(row["holders"]), row["company"], row["interest"], row["class"] or "", row["unit"])
        for row in rows
    ]
    assert len(set(keys)) == len(keys)
    return dict(zip(keys, rows, strict=True))


def level(row: dict[str, Any]) -> Level:
    high = None if row["high"] is None else Fraction(row["high"])
    return Level(Fraction(row["low"]), high, row["low_open"], row["high_open"])


def unlike(held: Held, row: dict[str, Any] | None) -> str | None:
    """Say how a row differs from the answer, or leaves out something of it."""
    if row is None:
        return f"{held.key} is missing: {held.level}"
    if row["basis"] == "spanned":
        inside = held.level.within(level(row))
        return None if inside else f"{held.key} is {held.level}, not within {level(row)}"
    standing = stake(held)["standing"]
    says = held.level, held.certainty, held.basis, held.exists, held.disputed, standing
    row_says = (
        level(row), row["certainty"], row["basis"], row["existence"], row["disputed"],
        row["standing"],
    )  # fmt: skip
    return None if says == row_says else f"{held.key}: {says}, not {row_says}"


def differences(given_: Given, log: Log, on: date, known: date) -> list[str]:
    rows = asked(log, on, known)
    held = {each.key: each for each in owned(given_.known(known).on(on).knowledge).held}
    found = [unlike(each, rows.get(key)) for key, each in held.items()]
    beyond = [key for key, row in rows.items() if key not in held and row["basis"] != "spanned"]
    return [each for each in found if each] + [f"{key} is nowhere told" for key in beyond]


@settings(max_examples=examples(50))
@given(commits(), st.data())
def test_a_row_is_the_answer_or_spans_it(parts: list[list[Event]], data: st.DataObject) -> None:
    given_ = history(parts)
    log = given_.into(Log.memory())
    numbers = st.integers(-2, DAYS + 2) | st.sampled_from((-400, 40, 400))
    for _ in range(12):
        on, known = (FIRST + timedelta(data.draw(numbers)) for _ in range(2))
        assert differences(given_, log, on, known) == []


def of(told: Iterable[Claim | Loosening]) -> list[str]:
    """Write all that several claims say, and how the fact of each is weighed."""
    return sorted(repr((_says(each), *_weighed(each.source))) for each in told)


def _says(each: Claim | Loosening) -> dict[str, object]:
    return asdict(each, filter=lambda attribute, _: attribute.name != "source", recurse=False)


def _weighed(source: InForce) -> tuple[object, ...]:
    return (
        source.recorded.position, source.certainty, source.doubts, source.unless, source.span,
        source.standing, source.public,
    )  # fmt: skip


@settings(max_examples=40)
@given(commits())
def test_by_each_day_known_the_claims_are_those_that_may_be_used(parts: list[list[Event]]) -> None:
    given_ = history(parts)
    now = given_.on("2030-01-01").knowledge
    kept = {name: claimed(name, Knowable(now)) for name in COMPANIES}
    for number in (-400, *range(-2, DAYS + 2), 30, 40, 400):
        known = FIRST + timedelta(number)
        knowledge = given_.known(known).on("2030-01-01").knowledge
        for name, each in kept.items():
            due = told_of(knowledge, name)
            for found, wanted in (
                ([one for one in each.claims if one.told.basis != "ended"], due.claims),
                (each.loosenings, due.loosenings),
            ):
                used = [one.told for one in found if one.first <= known <= one.last]
                assert of(used) == of(wanted)
            founded = [one.told.span for one in each.foundings if one.first <= known <= one.last]
            assert min((span.earliest for span in founded), default=None) == (
                due.founded and due.founded.earliest
            )


def test_where_one_claim_says_it_the_row_is_the_answer() -> None:
    log = told(
        document("first", "2025-01-12"), document("second", "2025-03-01"),
        changed("anna", "acme", after="5%", on="2025-01-10", cites=[("first", "5%")]),
        stated("anna", "acme", stake="5%", on="2025-02-20", cites=[("second", "5%")]),
    ).into(Log.memory())  # fmt: skip
    (row,) = asked(log, date(2025, 2, 1), date(2025, 1, 31)).values()
    assert (row["holder"], row["low"], row["high"], row["certainty"]) == ("anna", 5, 5, "definite")
    assert (row["basis"], len(row["facts"])) == ("change", 1)
    assert asked(log, date(2025, 2, 1), date(2025, 1, 11)) == {}


def test_what_is_told_otherwise_later_spans_both() -> None:
    log = told(
        document("first", "2025-01-12"), document("second", "2025-03-01"),
        document("third", "2025-06-01"),
        stated("anna", "acme", stake="5%", on="2025-01-10", cites=[("first", "5%")]),
        stated("anna", "acme", stake="7%", on="2025-02-20", cites=[("second", "7%")]),
        stated("bert", "acme", stake="1%", on="2025-05-20", cites=[("third", "1%")]),
    ).into(Log.memory())  # fmt: skip
    (row,) = asked(log, date(2025, 2, 1), date(2025, 3, 31)).values()
    assert (row["low"], row["high"], row["basis"]) == (5, 7, "spanned")
    assert (row["certainty"], row["existence"]) == ("possible", "possible")


def test_a_row_is_as_firm_as_the_facts_that_it_rests_on() -> None:
    """What is official and lies ahead is none of them."""
    log = told(
        document("first", "2025-01-12"), document("late", "2025-06-01"),
        stated("anna", "acme", stake="2%", on="2025-01-10", cites=[("first", "2%")]),
        controls("carl", "acme", kind="wholly-owned", on="2025-08", standing="official",
                 effective=True, cites=[("first", "all")]),
        stated("bert", "acme", stake="1%", on="2025-05-20", cites=[("late", "1%")]),
    ).into(Log.memory())  # fmt: skip
    found = {
        key.holders[0]: row for key, row in asked(log, date(2025, 2, 1), date(2025, 3, 31)).items()
    }
    assert (found["anna"]["basis"], found["anna"]["standing"]) == ("stated", "reported")


def test_a_correction_is_known_from_its_own_day() -> None:
    log = (
        told(
            document("first", "2025-01-12"), document("second", "2025-03-01"),
            changed("anna", "acme", id="x", after="5%", on="2025-01-10", cites=[("first", "5%")]),
        )
        .later(changed("anna", "acme", id="y", after="6%", on="2025-01-10",
                       cites=[("second", "6%")]),
               corrected("x", "y", because="source"))
        .into(Log.memory())
    )  # fmt: skip
    on = date(2025, 2, 1)
    levels = {
        known: [row["low"] for row in asked(log, on, date.fromisoformat(known)).values()]
        for known in ("2025-01-11", "2025-02-28", "2025-03-01")
    }
    assert levels == {"2025-01-11": [], "2025-02-28": [5], "2025-03-01": [6]}


def test_what_is_bounded_is_cut_to_what_others_hold() -> None:
    log = told(
        document("first", "2025-01-12"), document("later", "2025-06-01"),
        stated("anna", "acme", stake="80%", on="2025-01-10", cites=[("first", "80%")]),
        stated("bert", "acme", stake="<25%", on="2025-01-10", cites=[("first", "25%")]),
        issue("acme", on="2025-05-01", cites=[("later", "")]),
    ).into(Log.memory())  # fmt: skip
    rows = asked(log, date(2025, 2, 1), date(2025, 2, 1))
    found = {row["holder"]: (row["low"], row["high"], row["basis"]) for row in rows.values()}
    assert found == {"anna": (80, 80, "stated"), "bert": (0, 20, "capped")}


def test_where_others_leave_nothing_of_what_is_bounded_it_is_disputed() -> None:
    log = told(
        document("first", "2025-01-12"), document("later", "2025-06-01"),
        stated("anna", "acme", stake=">50%", on="2025-01-02", cites=[("first", "50%")]),
        stated("bert", "acme", stake=">40%", on="2025-01-03", cites=[("first", "40%")]),
        stated("carl", "acme", stake=">30%", on="2025-01-04", cites=[("first", "30%")]),
        stated("dora", "acme", stake="3%", on="2025-05-01", cites=[("later", "3%")]),
    ).into(Log.memory())  # fmt: skip
    day = date(2025, 2, 1)
    rows = asked(log, day, day)
    assert [row["disputed"] for row in rows.values()] == [True] * 3
    own = Answers.of(log, on=day, known=day).own()
    assert [each.disputed for each in own.held] == [True] * 3


def test_of_a_company_known_as_now_the_rows_are_those_of_today() -> None:
    log = told(example()).into(Log.memory())
    on, today = date(2025, 9, 1), date(2026, 12, 31)
    with log.reading() as connection:
        macros = f"ownership_as_of('{on}')", f"ownership_as_known('{on}', '{today}')"
        now, known = (
            connection.sql(f"FROM {macro}")
            .project("holder, company, low, high, certainty, existence, basis, disputed, facts")
            .order("ALL")
            .fetchall()
            for macro in macros
        )
    assert now == known != []


def test_one_company_alone_has_the_rows_that_it_has_among_all() -> None:
    log = told(example()).into(Log.memory())
    on, known = date(2025, 9, 20), date(2025, 9, 5)
    every = asked(log, on, known)
    names = {key.company for key in every}
    assert len(names) > 1
    for name in names:
        alone = asked(log, on, known, f", of := '{name}'")
        assert alone == {key: row for key, row in every.items() if key.company == name}


@pytest.mark.parametrize("known", ["2025-09-05", "2025-09-13", "2026-12-31"])
def test_of_the_example_every_row_is_the_answer_or_spans_it(known: str) -> None:
    given_ = told(example())
    log = given_.into(Log.memory())
    for on in ("2018-01-01", "2025-09-01", "2025-09-12", "2026-01-01"):
        days = date.fromisoformat(on), date.fromisoformat(known)
        assert differences(given_, log, *days) == []


BEFORE = (
    (
        "CREATE TABLE claimed AS"
        " SELECT DISTINCT company, holding, holder, holders, interest, class, unit FROM claims"
    ),
    *(
        f"ALTER TABLE claims DROP {name}"
        for name in (
            "holder", "holders", "joint", "interest", "class", "unit", "bears_first",
            "alone_first", "alone_known", "next_day", "next_known",
        )
    ),
    "DELETE FROM migrations WHERE name >= '0009_bearing'",
)  # fmt: skip
"""What makes a log one as it was recorded before its claims told when they bear on a holding."""


def test_a_log_that_does_not_tell_when_its_claims_bear_on_a_holding_answers_as_before() -> None:
    log = told(example()).into(Log.memory())
    days = [
        (date.fromisoformat(on), date.fromisoformat(known))
        for on in ("2018-01-01", "2025-09-01", "2025-09-12")
        for known in ("2025-09-05", "2025-09-13")
    ]
    due = [asked(log, *each) for each in days]
    with log.writing() as connection:
        for statement in BEFORE:
            connection.execute(statement)
    with log.writing() as connection:
        ((alone,),) = connection.execute(
            "SELECT count(*) FROM claims WHERE alone_first < DATE '9999-12-31'"
        ).fetchall()
    assert alone == 0
    assert [asked(log, *each) for each in days] == due != []
