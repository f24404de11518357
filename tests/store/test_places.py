"""An event is found by its places, and by nothing else is one found there for long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import lists, sampled_from, text

from tests.effort import examples
from tests.facts.events import events
from tests.store.contract import NOON, entries
from timeline.facts.chain import digest_of
from timeline.facts.codec import entry
from timeline.facts.known_as import foldings
from timeline.facts.places import HEADINGS, places
from timeline.store import days
from timeline.store import places as kept
from timeline.store.held import Held
from timeline.store.log import Log
from timeline.store.models import followed
from timeline.store.queries import query
from timeline.store.transaction import transaction
from timeline.testing import changed, corrected, document, entity
from timeline.testing import given as told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from duckdb import DuckDBPyConnection

    from timeline.facts.fact import Event

FACTS = (
    entity("acme"),
    document("paper", "2025-01-01"),
    changed("anna", "acme", id="a", on="2025-01-01", after="5%", cites=[("paper", "5%")]),
    changed("bert", "acme", id="b", on="2025-01-01", after="6%"),
    corrected("a", "b"),
)


def log_of(*commits: Iterable[Event]) -> Log:
    log = Log.memory()
    for each in commits:
        log.append([entry(event) for event in each], at=NOON, message="")
    return log


def found(log: Log, heading: str, name: str) -> list[str]:
    with log.reading() as connection:
        return [each.event.id for each in Held(connection).under([(heading, name)])]


@settings(max_examples=examples(100))
@given(sampled_from(HEADINGS), text())
def test_a_place_has_the_number_that_sql_gives_it(heading: str, name: str) -> None:
    with duckdb.connect() as connection:
        ((number,),) = connection.execute(
            "SELECT ($heading::UBIGINT << 56) | (md5_number_lower($name) >> 8)",
            {"heading": HEADINGS.index(heading), "name": name},
        ).fetchall()
    assert kept.number_of((heading, name)) == number


def test_an_event_is_found_at_each_of_its_places() -> None:
    log = log_of(FACTS[:3], FACTS[3:])
    for each in FACTS:
        for heading, name in places(each):
            assert each.id in found(log, heading, name)
    assert found(log, "about", "acme") == ["a", "b"]
    assert found(log, "citing", "paper") == ["a"]
    assert found(log, "about", "nobody") == []


def test_an_event_read_back_has_the_time_of_its_commit_and_is_one_object() -> None:
    log = told(FACTS[2]).later(FACTS[3]).into(Log.memory())
    commits = log.commits()
    with log.reading() as connection:
        held = Held(connection)
        first, second = held.under([("about", "acme")])
        assert [first.at, second.at] == [each.at for each in commits]
        assert held.under([("about", "anna")]) == [first]
        assert held.under([("about", "anna")])[0] is first
        assert [each for part in held.parts(1) for each in part] == [first, second]


@settings(max_examples=examples(100))
@given(lists(events(), min_size=1, max_size=8, unique_by=lambda each: each.id))
def test_places_made_anew_by_sql_are_those_of_every_type_of_event(several: list[Event]) -> None:
    log = log_of(several)
    with log.writing() as connection:
        before = sorted(connection.execute("FROM places").fetchall())
        with transaction(connection):
            kept.fill(connection)
        assert connection.execute("FROM places").fetchall() == before
        assert kept.total(connection) == kept.total_due(connection)


NAMES = st.text(st.characters(codec="utf-8"), max_size=8) | st.text(
    " \t\x0b\x1c\x1f\x00\x7f\x85\xa0\u3000aAßİǅﬁ.…'Ａ²é\u0301雲云藉瞭", max_size=8
)
KNOWN_AS = st.fixed_dictionaries(
    {
        "name": NAMES,
        "aliases": st.lists(NAMES, max_size=2),
        "identifiers": st.dictionaries(NAMES, NAMES, max_size=2),
    }
)


@given(st.lists(NAMES, min_size=1, max_size=20))
def test_what_sql_folds_python_folds_to_the_same(names: list[str]) -> None:
    with duckdb.connect() as connection:
        connection.execute(query("places/macros"))
        for name in names:
            ((here, folding),) = connection.execute(
                "SELECT folds_here($name), folded($name)", {"name": name}
            ).fetchall()
            assert here == (name.isascii() and "...." not in name)
            assert not here or foldings(name) == (folding,)


@settings(max_examples=examples(30))
@given(st.lists(KNOWN_AS, min_size=1, max_size=8))
def test_names_are_found_by_sql_where_they_are_found_by_python(
    several: list[dict[str, Any]],
) -> None:
    log = log_of([entity(f"e-{each}", **known_as) for each, known_as in enumerate(several)])
    with log.writing() as connection:
        before = sorted(connection.execute("FROM places").fetchall())
        with transaction(connection):
            kept.fill(connection)
        assert connection.execute("FROM places").fetchall() == before


def test_names_are_folded_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_NAMES", 2)
    log = log_of([entity(f"e-{each}", name=f"上海{each}號") for each in range(5)])
    with log.writing() as connection:
        before = sorted(connection.execute("FROM places").fetchall())
        with transaction(connection):
            kept.fill(connection)
        assert connection.execute("FROM places").fetchall() == before
    assert found(log, "named", "上海3号") == ["entity:e-3"]


def test_places_made_anew_are_those_kept_with_the_events() -> None:
    log = log_of(FACTS[:3], FACTS[3:])
    with log.writing() as connection:
        before = kept.total(connection)
        kept.fill(connection)
        assert kept.total(connection) == before
        rows = connection.execute("SELECT place FROM places").fetchall()
    assert rows == sorted(rows)


@pytest.mark.parametrize("type_", ["stake-changed", "stake-eaten"])
def test_what_cannot_be_read_here_is_found_by_its_id(type_: str) -> None:
    log = Log.memory()
    payload = f'{{"id":"x","type":"{type_}","version":1}}'
    (unread,) = entries("x")
    unread = evolve(unread, type=type_, payload=payload, digest=digest_of(payload))
    log.append([unread], at=NOON, message="")
    with log.reading() as connection:
        ((place, position),) = connection.execute("FROM places").fetchall()
    assert (place, position) == (kept.number_of(("event", "x")), 1)


CLAIMS = ("claims", "bearings", "settled")


def forget(connection: DuckDBPyConnection, first: str, *tables: str) -> None:
    """Make a log as it was before a migration, which made these tables."""
    for each in tables:
        connection.execute(f"DROP TABLE {each}")
    connection.execute("DELETE FROM migrations WHERE name >= $first", {"first": first})


def test_a_log_that_held_claims_before_has_to_make_its_read_models_anew() -> None:
    log = log_of(FACTS)
    with log.writing() as connection:
        forget(connection, "0007", *CLAIMS)
        connection.execute("UPDATE derived SET commit = 1")
    with log.writing() as connection:
        assert not followed(connection)


def test_a_log_that_held_events_before_is_told_where_they_are_when_it_is_written_to() -> None:
    log = log_of(FACTS)
    with log.writing() as connection:
        before = kept.total(connection), days.total(connection)
        forget(connection, "0004", "places", "days", *CLAIMS)
    with log.writing() as connection:
        assert (kept.total(connection), days.total(connection)) == before


def test_a_log_that_held_entities_before_is_given_their_names_when_it_is_written_to() -> None:
    log = log_of(FACTS)
    with log.writing() as connection:
        before = kept.total(connection)
        connection.execute(
            "DELETE FROM places WHERE place >> 56 = $named", {"named": HEADINGS.index("named")}
        )
        forget(connection, "0006", *CLAIMS)
    with log.writing() as connection:
        assert kept.total(connection) == before


def test_words_that_were_withdrawn_are_found_no_more() -> None:
    log = log_of(FACTS)
    with log.writing() as connection:
        connection.execute("DROP TRIGGER events_never_change ON events")
        connection.execute("UPDATE events SET payload = NULL WHERE id = 'a'")
    assert found(log, "about", "anna") == []
    with log.writing() as connection:
        kept.fill(connection)
        ((held,),) = connection.execute("SELECT count(*) FROM places WHERE position = 3").fetchall()
    assert held == 1


@pytest.mark.parametrize("name", ["a", "corrected:a:b", "entity:acme"])
def test_an_id_is_found_at_one_of_its_places(name: str) -> None:
    log = log_of(FACTS)
    assert [name] == sorted(
        {each for place in kept.places_of_id(name) for each in found(log, *place)}
    )
