"""The read models say of every day what the views say, whatever was recorded after what."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import integers

from tests.effort import examples
from tests.market.facts import events
from tests.market.market import Market
from tests.views.histories import DAYS, FIRST, commits
from timeline.api.appending import append, rebuild
from timeline.api.deriving import derived, derived_anew, of_companies
from timeline.facts.codec import entry
from timeline.show import data
from timeline.store.held import Held
from timeline.store.kept import kept_of
from timeline.store.log import Log
from timeline.store.models import TABLES, Models, remake, require_followed
from timeline.store.refusals import ModelsBehind
from timeline.testing import changed, deal, entity, fact, issue, renamed, retracted
from timeline.testing import given as told
from timeline.views.ahead import load_ahead
from timeline.views.claims import touched
from timeline.views.deals import deals
from timeline.views.filing import Filing
from timeline.views.ownership import owned
from timeline.views.strategies import programmes

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from timeline.facts.entry import Recorded
    from timeline.facts.fact import Event
    from timeline.facts.places import Place
    from timeline.testing.given import Given
    from timeline.views.filing import Load

A, C = "anna", "acme"
ALWAYS = (date.min, date.max)


def rows(log: Log, table: str, on: date | None = None) -> list[tuple[Any, ...]]:
    """Return the rows of a table, of those of a day where one is given, in no order that counts."""
    with log.reading() as connection:
        found = connection.table(table)
        if on is not None:
            found = found.filter(f"first_day <= DATE '{on}' AND last_day >= DATE '{on}'")
        return sorted(found.fetchall(), key=repr)


def everything(log: Log) -> dict[str, list[tuple[Any, ...]]]:
    return {table: rows(log, table) for table in (*TABLES, "stakes_by_holder")}


def history(parts: list[list[Event]]) -> Given:
    log = told()
    for part in parts:
        log = log.later(*part)
    return log


@settings(max_examples=examples(25))
@given(commits())
def test_on_every_day_the_read_models_say_what_the_views_say(parts: list[list[Event]]) -> None:
    given_ = history(parts)
    log = given_.into(Log.memory())
    for number in (-400, *range(-1, DAYS + 2), 400):
        day = FIRST + timedelta(number)
        knowledge = given_.on(day).knowledge
        now = owned(knowledge)
        stakes = [(each["company"], each["holders"], each["low"], each["high"], each["low_open"],
                   each["high_open"], each["certainty"], each["exists"], each["basis"],
                   each["disputed"], each["since"], each["last_asserted"], each["standing"],
                   each["facts"])
                  for each in map(data.stake, now.held)]  # fmt: skip
        kept = [
            (row[0], row[2], plain(row[8]), plain(row[9]), *row[10:19], row[21])
            for row in rows(log, "stakes", day)
        ]
        assert sorted(kept, key=repr) == sorted(stakes, key=repr)
        controls = [(each.company, each.holder, each.certainty) for each in now.controls]
        assert [(row[0], row[1], row[4]) for row in rows(log, "controls", day)] == sorted(controls)
        assert [(row[0], row[3], row[4], row[7]) for row in rows(log, "deals", day)] == sorted(
            (each.deal, each.state, [*each.possibly], each.certainty) for each in deals(knowledge)
        )
        assert [(row[0], row[2], row[6]) for row in rows(log, "programmes", day)] == sorted(
            (each.programme, each.stage, each.certainty) for each in programmes(knowledge)
        )


def plain(value: Any) -> str | None:  # noqa: ANN401 - a decimal or nothing
    """Write a decimal of twelve places as answers do."""
    return None if value is None else data.decimal(value)


@settings(max_examples=examples(60))
@given(commits())
def test_replacing_what_is_touched_gives_what_making_all_anew_gives(
    parts: list[list[Event]],
) -> None:
    log = history(parts).into(Log.memory())
    kept = everything(log)
    rebuild(log)
    assert everything(log) == kept


@settings(max_examples=examples(25))
@given(commits())
def test_each_fact_is_kept_as_it_is_weighed_now(parts: list[list[Event]]) -> None:
    given_ = history(parts)
    log = given_.into(Log.memory())
    knowledge = given_.on("2030-01-01").knowledge
    weighed = {each.recorded.position: each for each in knowledge.weighed()}
    kept = {row[0]: row for row in rows(log, "facts")}
    assert kept.keys() == weighed.keys()
    for position, each in weighed.items():
        assert kept[position][1] == each.id
        assert kept[position][12] == getattr(each, "clock", None)


def test_a_founding_told_later_bounds_what_was_held_before() -> None:
    log = told(changed(A, C, before="2%", after="5%", on="2025-01-10")).later(
        fact("company-founded", company=C, on="2025-01-05")
    )
    kept = log.into(Log.memory())
    assert min(row[6] for row in rows(kept, "stakes")) == date(2025, 1, 5)
    before = everything(kept)
    rebuild(kept)
    assert everything(kept) == before


def test_a_joint_stake_is_found_by_each_holder() -> None:
    log = told(changed(A, C, jointly_with=["bert"], after="5%", on="2025-01-10")).into(Log.memory())
    assert [(row[0], row[2]) for row in rows(log, "stakes_by_holder")] == [
        (A, A),
        ("bert", A),
    ]


def test_a_renamed_fact_goes_by_its_new_name_in_what_was_derived_before() -> None:
    log = told(changed(A, C, id="x", after="5%", on="2025-01-10")).later(renamed("x", "y"))
    kept = log.into(Log.memory())
    assert [row[-1] for row in rows(kept, "stakes")] == [["y"]]
    assert [row[1] for row in rows(kept, "facts")] == ["y"]


def test_read_models_that_are_behind_are_refused_and_made_anew_by_what_is_recorded_next() -> None:
    log = Log.memory()
    given_ = told(changed(A, C, id="x", after="5%", on="2025-01-10"))
    log.append([entry(each.event) for each in given_.log], at=given_.log[0].at, message="")
    with log.reading() as connection, pytest.raises(ModelsBehind) as behind:
        require_followed(connection)
    assert "follow the log to #0, and its last commit is #1" in behind.value.message
    further = entry(changed(A, C, id="y", after="7%", on="2025-02-10"))
    append(log, [further], "")
    with log.reading() as connection:
        require_followed(connection)
    assert [row[-1] for row in rows(log, "stakes")] == [["x"], ["y"]]


def test_read_models_of_a_large_log_stay_behind_until_they_are_made_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log = told(changed(A, C, id="x", after="5%", on="2025-01-10")).into(Log.memory())
    monkeypatch.setattr("timeline.store.appending.SMALL", 0)
    with log.writing() as connection:
        connection.execute("UPDATE derived SET commit = 0")
    append(log, [entry(changed(A, C, id="y", after="7%", on="2025-02-10"))], "")
    assert not log.modelled()
    assert rows(log, "stakes", date(2025, 2, 10)) == rows(log, "stakes", date(2025, 1, 10))
    rebuild(log)
    assert log.modelled()
    assert rows(log, "stakes", date(2025, 2, 10)) != rows(log, "stakes", date(2025, 1, 10))


@settings(max_examples=examples(60))
@given(commits())
def test_what_is_loaded_when_it_is_asked_for_gives_what_reading_all_gives(
    parts: list[list[Event]],
) -> None:
    every = history(parts).log
    log = Log.memory()
    for number in range(1, len(parts) + 1):
        known = [each for each in every if each.commit < number]
        new = [each for each in every if each.commit == number]
        with log.reading() as connection:
            held = Held(connection)
            assert derived(held.under, new) == derived(at_hand(known), new)
        entries = [entry(each.event) for each in new]
        log.append(entries, at=new[0].at, message="")


@settings(max_examples=examples(30))
@given(commits(), integers(1, 5), integers(1, 3))
def test_making_anew_gives_the_same_in_parts_of_any_size(
    parts: list[list[Event]], size: int, names: int
) -> None:
    every = history(parts).log
    log = history(parts).into(Log.memory())
    kept = everything(log)
    cut = [every[at : at + size] for at in range(0, len(every), size)]
    with log.writing() as connection:
        remake(connection, derived_anew(cut, lambda: Filing().all(every), names=names))
    assert everything(log) == kept


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commits())
def test_making_anew_gives_the_same_where_what_was_read_is_forgotten_meanwhile(
    monkeypatch: pytest.MonkeyPatch, parts: list[list[Event]]
) -> None:
    log = history(parts).into(Log.memory())
    kept = everything(log)
    with monkeypatch.context() as short:
        short.setattr("timeline.store.held._KEPT", 0)
        short.setattr("timeline.api.deriving._EVENTS", 2)
        short.setattr("timeline.api.deriving._NAMES", 1)
        rebuild(log)
    assert everything(log) == kept


@settings(max_examples=examples(60))
@given(commits())
def test_what_is_loaded_ahead_is_all_on_which_a_company_rests(parts: list[list[Event]]) -> None:
    log = history(parts).into(Log.memory())
    every = history(parts).log
    for name in sorted({name for each in every for name in touched(each.event)}):
        with log.reading() as connection:
            filed = Filing.over(Held(connection).under)
            load_ahead(filed, about=[name])
            ahead = of_companies(filed.loaded, [name])
        assert ahead == of_companies(every, [name])


def test_several_processes_make_the_same_anew() -> None:
    log = told(*events(Market(events=120, seed=3))).into(Log.memory())
    with log.reading() as connection:
        held = Held(connection)
        several = [
            list(
                derived_anew(held.parts(50), lambda: Filing.over(held.under), names=4, workers=each)
            )
            for each in (1, 2)
        ]
    assert several[0] == several[1]


def test_several_processes_find_the_same_changed() -> None:
    every = told(*events(Market(events=160, seed=3))).log
    known, new = every[:-60], list(every[-60:])
    log = Log.memory()
    log.append([entry(each.event) for each in known], at=known[0].at, message="")
    new = [evolve(each, commit=2) for each in new]
    with log.reading() as connection:
        held = Held(connection)
        one, two = (derived(held.under, new, alone=3, workers=each) for each in (1, 2))
    assert counted(one) == counted(two)


def at_hand(known: Sequence[Recorded]) -> Load:
    """Load what is held in memory."""
    filing = Filing().all(known)

    def load(places: Collection[Place]) -> list[Recorded]:
        found = (each for place in places for each in filing.under(*place))
        return list({each.position: each for each in found}.values())

    return load


def counted(models: Models) -> Counter[tuple[str, str]]:
    """Count rows and names, whatever their order."""
    several = [*models.rows.items(), *models.names.items()]
    return Counter((table, str(each)) for table, rows in several for each in rows)


def test_one_fact_recorded_reads_no_event_of_another_company(log_of_two: Log) -> None:
    read: list[int] = []
    with log_of_two.reading() as connection:
        held = Held(connection)

        def noted(places: Collection[Place]) -> list[Recorded]:
            found = held.under(places)
            read.extend(each.position for each in found)
            return found

        (more,) = told(changed(A, C, id="more", after="9%", on="2025-03-10")).log
        derived(noted, [evolve(more, position=9, commit=2)])
    assert read == [1]


@pytest.fixture
def log_of_two() -> Log:
    """Return a log of two companies."""
    facts = (changed(A, each, id=each, after="5%", on="2025-01-10") for each in (C, "bolt"))
    return told(*facts).into(Log.memory())


def stakes(log: Log) -> dict[tuple[str, str], int]:
    with log.reading() as connection:
        found = connection.execute("FROM ownership_as_of('2025-04-01') SELECT holder, company, low")
        return {(holder, company): int(low) for holder, company, low in found.fetchall()}


@pytest.mark.parametrize(
    "ending",
    [
        retracted("whole", because="recording"),
        fact("claim-answered", of="whole", by="acme", answer="denied", on="2025-03-05"),
    ],
)
def test_a_part_of_another_company_follows_what_becomes_of_the_whole(ending: Event) -> None:
    log = told(
        deal("d", "completed", acquirer="anna", target="acme", stake="60%", on="2025-03-01",
             id="whole"),
        changed("anna", "dyna", after="9%", on="2025-03-01", id="part", part_of="whole"),
    ).into(Log.memory())  # fmt: skip
    assert stakes(log) == {("anna", "acme"): 60}
    append(log, [entry(ending)], "")
    kept = everything(log)
    assert stakes(log) == {("anna", "dyna"): 9}
    rebuild(log)
    assert everything(log) == kept


def test_when_all_was_known_is_kept_of_a_company_of_which_nothing_is_claimed() -> None:
    log = told(issue("acme", on="2025-03-01", published="2025-03-08")).into(Log.memory())
    with log.reading() as connection:
        assert kept_of(connection, ["acme"])["acme"].settled == date(2025, 3, 8)


def test_what_an_older_program_derived_by_other_rules_is_made_anew_with_what_is_recorded_next() -> (
    None
):
    log = told(changed(A, C, id="x", after="5%", on="2025-01-10")).into(Log.memory())
    due = everything(log)
    with log.writing() as connection:
        connection.execute("DELETE FROM migrations WHERE name = '0010_parts'")
        connection.execute("UPDATE stakes SET high = 90")
    with log.writing() as connection, pytest.raises(ModelsBehind):
        require_followed(connection)
    append(log, [entry(changed(A, "dyna", id="y", after="7%", on="2025-02-10"))], "")
    rows_of = {table: [row for row in each if "y" not in repr(row)]
               for table, each in everything(log).items()}  # fmt: skip
    assert rows_of["stakes"] == due["stakes"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (
            [changed("h", "acme", after="5%", on="2025-03-01", id="whole"),
             changed("k", "dyna", after="9%", on="2025-03-01", id="part", part_of="whole"),
             fact("claim-answered", of="whole", by="ow", answer="denied", on="2025-03-05")],
            entity("acme", owner="ow"),
        ),
        (
            [deal("d", "completed", on="2025-03-01", id="done"),
             changed("k", "dyna", after="9%", on="2025-03-01", id="part", part_of="done"),
             fact("claim-answered", of="done", by="anna", answer="denied", on="2025-03-05")],
            deal("d", "announced", on="2025-02-01", acquirer="anna", target="acme"),
        ),
        (
            [deal("d", "announced", on="2025-02-01", acquirer="anna", target="acme"),
             deal("d", "completed", on="2025-03-01", id="done"),
             fact("claim-answered", of="done", by="ow", answer="denied", on="2025-03-05")],
            entity("acme", owner="ow"),
        ),
    ],
)  # fmt: skip
def test_who_may_deny_is_told_later_and_all_that_hangs_on_it_follows(
    first: list[Event], then: Event
) -> None:
    log = told(*first).into(Log.memory())
    append(log, [entry(then)], "")
    kept = everything(log)
    rebuild(log)
    assert everything(log) == kept
