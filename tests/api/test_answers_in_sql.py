"""What the views and macros of a log answer is what the commands answer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.api.answers import Answers
from timeline.api.beginning import example
from timeline.api.windows import between
from timeline.money import Amount
from timeline.show import data
from timeline.store.log import Log
from timeline.testing import changed, deal, entity, fact, retracted, stated
from timeline.testing import given as told
from timeline.views.question import Span
from timeline.views.trading import met

if TYPE_CHECKING:
    from pathlib import Path

DAYS = ("2017-06-30", "2020-06-30", "2025-08-25", "2025-09-01", "2025-09-02", "2026-11-21")
FIRST = date(2025, 1, 1)
Row = dict[str, Any]


@pytest.fixture(scope="module")
def log() -> Log:
    """Return the example ledger, recorded in memory."""
    return told(example()).into(Log.memory())


def ask(log: Log, query: str) -> list[Row]:
    with log.reading() as connection:
        found = connection.execute(query)
        names = [each[0] for each in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def ids(rows: list[Row]) -> list[str]:
    return sorted(each["id"] for each in rows)


SAME = ("holder", "holders", "company", "interest", "class", "unit", "low_open", "high_open",
        "certainty", "basis", "disputed", "since", "last_asserted", "standing",
        "facts")  # fmt: skip


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("zeros", [False, True])
def test_who_held_what_on_a_day_is_what_own_says(log: Log, day: str, *, zeros: bool) -> None:
    rows = ask(log, f"FROM ownership_as_of('{day}', zeros := {zeros})")
    own = Answers.of(log, on=date.fromisoformat(day)).own(zeros=zeros)
    due = list(map(data.stake, own.held))
    assert sorted(
        ([row[name] for name in SAME] + [row["existence"], *map(plain, (row["low"], row["high"]))]
         for row in rows), key=repr,
    ) == sorted(
        ([each[name] for name in SAME] + [each["exists"], each["low"], each["high"]]
         for each in due), key=repr,
    )  # fmt: skip


def plain(value: Any) -> str | None:  # noqa: ANN401 - a decimal or nothing
    return None if value is None else data.decimal(value)


@pytest.mark.parametrize("alias", [*"abcdefghijklmnopqrstuvwxyz", "held", "asked", "each"])
def test_what_is_handed_to_a_macro_is_of_who_asks_whatever_it_is_called(
    log: Log, alias: str
) -> None:
    who = f"FROM (SELECT 'shanghai-yunya' AS holder, 'yezhixin' AS company, "  # noqa: F541, RUF100
    who += f"DATE '2025-09-01' AS first_day, DATE '2025-09-02' AS last_day) AS {alias}, LATERAL"
    for asked, alone in (
        ("holdings_of({0}.holder, {0}.first_day)", "holdings_of('shanghai-yunya', '2025-09-01')"),
        ("holdings_history({0}.holder)", "holdings_history('shanghai-yunya')"),
        ("ownership_of({0}.company, {0}.first_day)", "ownership_of('yezhixin', '2025-09-01')"),
        ("ownership_as_of({0}.first_day)", "ownership_as_of('2025-09-01')"),
        ("control_as_of({0}.first_day)", "control_as_of('2025-09-01')"),
        ("deals_as_of({0}.first_day)", "deals_as_of('2025-09-01')"),
        ("programmes_as_of({0}.first_day)", "programmes_as_of('2025-09-01')"),
        ("entities_named({0}.company)", "entities_named('yezhixin')"),
        ("facts_about({0}.company)", "facts_about('yezhixin')"),
        ("events_between({0}.first_day, {0}.last_day)",
         "events_between('2025-09-01', '2025-09-02')"),
    ):  # fmt: skip
        (found,) = ask(log, f"SELECT count(*) AS n {who} (FROM {asked.format(alias)})")
        assert found["n"] == len(ask(log, f"FROM {alone}")), asked


def test_what_is_known_to_be_none_is_told_only_where_it_is_asked_for() -> None:
    log = told(
        changed("anna", "acme", after="5%", on="2025-01-10"),
        changed("anna", "acme", after="none", on="2025-02-10"),
    ).into(Log.memory())
    for macro in ("ownership_as_of(", "ownership_of('acme', ", "holdings_of('anna', "):
        assert ask(log, f"FROM {macro}'2025-03-01')") == []
        assert len(ask(log, f"FROM {macro}'2025-03-01', zeros := true)")) == 1
    assert len(ask(log, "FROM ownership_history('acme')")) >= 2
    assert len(ask(log, "FROM holdings_history('anna')")) >= 2


def test_who_wants_no_names_has_the_same_rows_without_looking_names_up(log: Log) -> None:
    query = "FROM ownership_as_of('2025-09-01', zeros := true, names := {})"
    named, nameless = (ask(log, query.format(each)) for each in ("true", "false"))
    assert {each["holder_name"] for each in named} > {"Shanghai Yunya"}
    unnamed = [{**each, "holder_name": None, "company_name": None} for each in named]
    assert sorted(nameless, key=repr) == sorted(unnamed, key=repr)
    looks_up = [
        any("entities" in text for row in ask(log, f"EXPLAIN {each}") for text in row.values())
        for each in (query.format("true"), query.format("false"))
    ]
    assert looks_up == [True, False]


def test_a_day_is_given_as_a_date_or_as_text(log: Log) -> None:
    text, day = (ask(log, f"FROM ownership_as_of({each}'2025-09-01')") for each in ("", "DATE "))
    assert text == day != []


@pytest.mark.parametrize("name", ["yunhe-zhiwang", "Yunhe Zhiwang", "yunhe zhiwang", "云合智网"])
def test_an_entity_is_named_by_its_id_its_name_or_an_alias(log: Log, name: str) -> None:
    (row,) = ask(log, f"FROM ownership_of('{name}', '2025-09-01')")
    assert (row["holder"], row["holder_name"], row["company_name"]) == (
        "shanghai-yunya", "Shanghai Yunya", "Yunhe Zhiwang",
    )  # fmt: skip
    assert plain(row["low"]) == "3.34"


def test_an_entity_that_nobody_described_goes_by_its_id() -> None:
    log = told(changed("anna", "acme", after="5%", on="2025-01-10")).into(Log.memory())
    (row,) = ask(log, "FROM ownership_of('acme', '2025-02-01')")
    assert (row["holder"], row["holder_name"]) == ("anna", None)
    assert ask(log, "FROM holdings_of('anna', '2025-02-01')") != []


def test_a_joint_stake_stands_under_each_of_its_holders() -> None:
    joint = changed("anna", "acme", jointly_with=["bert"], after="5%", on="2025-01-10")
    log = told(joint).into(Log.memory())
    for name in ("anna", "bert"):
        (row,) = ask(log, f"FROM holdings_of('{name}', '2025-02-01')")
        assert (row["holder"], row["holders"]) == (name, ["anna", "bert"])


@pytest.mark.parametrize("day", DAYS)
def test_controls_deals_and_programmes_of_a_day_are_what_the_commands_say(
    log: Log, day: str
) -> None:
    answers = Answers.of(log, on=date.fromisoformat(day))
    controls = ask(log, f"FROM control_as_of('{day}')")
    assert sorted((each["holder"], each["company"], each["certainty"]) for each in controls) == (
        sorted((each.holder, each.company, each.certainty) for each in answers.own().controls)
    )
    deals = ask(log, f"FROM deals_as_of('{day}')")
    assert sorted((each["deal"], each["state"]) for each in deals) == sorted(
        (each.deal, each.state) for each in answers.deals()
    )
    programmes = ask(log, f"FROM programmes_as_of('{day}')")
    reached = [each for one in answers.strategy() for each in one.programmes]
    assert {(each["programme"], each["stage"]) for each in programmes} >= {
        (each.programme, each.stage) for each in reached
    }


@pytest.mark.parametrize(
    ("first", "last"), [("2025-09-01", "2025-09-15"), ("2018-01-01", "2020-12-31")]
)
def test_what_happened_within_days_is_what_a_window_says(log: Log, first: str, last: str) -> None:
    rows = ask(log, f"FROM events_between('{first}', '{last}')")
    answers = Answers.of(log, on=date.fromisoformat(last))
    due = between(answers, date.fromisoformat(first), date.fromisoformat(last)).events
    assert sorted((each["id"], each["certainty"]) for each in rows) == sorted(
        (each.id, each.certainty) for each in due
    )


def test_what_was_put_right_did_not_happen() -> None:
    first = told(changed("anna", "acme", id="x", after="5%", on="2025-01-10"))
    log = first.later(retracted("x")).into(Log.memory())
    assert ask(log, "FROM events_between('2025-01-01', '2025-12-31')") == []
    assert ask(log, "FROM facts_about('acme')") == []
    assert [each["left_out"] for each in ask(log, "FROM facts")] == ["retracted"]


def test_the_facts_about_an_entity_name_its_roles(log: Log) -> None:
    rows = ask(log, "FROM facts_about('Alibaba')")
    due = Answers.of(log, on=date.max).show(about=["alibaba"])
    assert set(ids(rows)) <= {each.id for each in due}
    roles = {each["id"]: each["roles"] for each in rows}
    assert roles["deal-moved-alibaba-c-sky-completed-2018"] == ["acquirer"]
    assert roles["price-moved-alibaba-9988-hk-2025-09-12"] == ["company"]


# Prices


def price(line: str, on: date, percent: str = "+1%", close: str | None = None) -> Any:  # noqa: ANN401 - a fact
    return fact("price-moved", company="acme", line=line, percent=percent, close=close, on=on)


@pytest.mark.parametrize(
    "close", ["138.55 USD", "1,234.5 HKD", "12m KRW", "1.5bn IDR", "0.05 HKD", ">5 USD", None]
)
def test_a_close_is_the_exact_amount_that_was_written(close: str | None) -> None:
    log = told(price("9999.HK", FIRST, "-60.5%", close)).into(Log.memory())
    (row,) = ask(log, "FROM prices")
    amount = Amount.parse(close) if close else None
    exact = amount is not None and amount.bounds.exact
    assert row["close"] == (amount.bounds.low if amount and exact else None)
    assert row["currency"] == (amount.currency if amount and exact else None)
    assert (row["company"], row["line"], row["day"]) == ("acme", "9999.HK", FIRST)
    assert plain(abs(row["percent"])) == "60.5"
    assert row["percent"] < 0


def test_a_price_of_no_line_of_a_vague_day_or_put_right_is_none() -> None:
    log = (
        told(
            fact("price-moved", id="a", company="acme", percent="+1%", on="2025-01-10"),
            fact("price-moved", id="b", company="acme", line="ACME", percent="+1%", on="2025-01"),
            fact(
                "price-moved", id="c", company="acme", line="ACME", percent="+1%", on="2025-01-10"
            ),
        )
        .later(retracted("c"))
        .into(Log.memory())
    )
    assert ask(log, "FROM prices") == []


def text(first: int, length: int) -> str:
    """Write some days of the test as a date."""
    start, end = FIRST + timedelta(first), FIRST + timedelta(first + length)
    return str(start) if start == end else f"[{start}..{end}]"


@settings(max_examples=40)
@given(
    st.sets(st.integers(0, 12), max_size=5),
    st.lists(st.tuples(st.integers(-3, 14), st.integers(0, 4)), max_size=4),
)
def test_an_event_meets_the_trading_day_that_the_rule_says(
    traded: set[int], vague: list[tuple[int, int]]
) -> None:
    days = [FIRST + timedelta(each) for each in sorted(traded)]
    closes = [price("ACME", each, close=f"{number + 1} USD") for number, each in enumerate(days)]
    news = [
        fact("strategy-stated", id=f"x{number}", company="acme", theme="chips", on=text(*each))
        for number, each in enumerate(vague)
    ]
    log = told(*closes, *news).into(Log.memory())
    found = {
        row["id"]: (row["meets_first"], row["meets_last"], row["close"])
        for row in ask(log, "FROM events_and_prices('ACME')")
    }
    for number, (start, length) in enumerate(vague):
        event = Span(FIRST + timedelta(start), FIRST + timedelta(start + length))
        meets = met(days, event)
        if meets is None:
            assert f"x{number}" not in found
            continue
        first = None if meets.earliest == date.min else meets.earliest
        last = None if meets.latest == date.max else meets.latest
        close = days.index(meets.latest) + 1 if meets.exact else None
        assert found[f"x{number}"] == (first, last, close)
    assert len(found) <= len(news)


def test_what_a_company_owns_meets_its_prices_and_others_do_not() -> None:
    log = told(
        price("ACME", FIRST, close="1 USD"),
        entity("acme-chip", "programme", owner="acme"),
        fact("programme-moved", id="own", programme="acme-chip", stage="testing", on=FIRST),
        fact("strategy-stated", id="other", company="bolt", theme="chips", on=FIRST),
    ).into(Log.memory())
    assert ids(ask(log, "FROM events_and_prices('ACME')")) == ["own"]


# In the file


def test_any_client_that_opens_the_file_has_the_answers(tmp_path: Path) -> None:
    path = tmp_path / "deals.duckdb"
    told(
        stated("anna", "acme", "5%", on="2025-01-10"), deal("d", "announced", on="2025-01-10")
    ).into(Log(path))
    with duckdb.connect(path, read_only=True) as client:
        assert len(client.execute("FROM ownership_as_of('2025-02-01')").fetchall()) == 1
    with duckdb.connect() as client:
        client.execute(f"ATTACH '{path}' AS ledger (READ_ONLY)")
        with pytest.raises(duckdb.CatalogException):
            client.execute("FROM ledger.ownership_as_of('2025-02-01')")
        client.execute("USE ledger")
        assert len(client.execute("FROM deals_as_of('2025-02-01')").fetchall()) == 1
