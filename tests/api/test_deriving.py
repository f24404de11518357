"""The read models say of every day what the views say, whatever was recorded after what."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from tests.views.histories import DAYS, FIRST, commits
from timeline.api.appending import append, rebuild
from timeline.facts.codec import entry, recorded
from timeline.show import data
from timeline.store.log import Log
from timeline.store.models import TABLES, require_followed
from timeline.store.refusals import LogMoved, ModelsBehind
from timeline.testing import changed, fact, renamed
from timeline.testing import given as told
from timeline.views.deals import deals
from timeline.views.ownership import owned
from timeline.views.strategies import programmes

if TYPE_CHECKING:
    from timeline.facts.fact import Event
    from timeline.testing.given import Given

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


@settings(max_examples=25)
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


@settings(max_examples=60)
@given(commits())
def test_replacing_what_is_touched_gives_what_making_all_anew_gives(
    parts: list[list[Event]],
) -> None:
    log = history(parts).into(Log.memory())
    kept = everything(log)
    rebuild(log)
    assert everything(log) == kept


@settings(max_examples=25)
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
    append(log, given_.log, [further], "")
    with log.reading() as connection:
        require_followed(connection)
    assert [row[-1] for row in rows(log, "stakes")] == [["x"], ["y"]]


def test_what_was_worked_out_from_another_state_of_the_log_is_not_recorded() -> None:
    log = Log.memory()
    first, other = (changed(A, C, id=each, after="5%", on="2025-01-10") for each in ("x", "y"))
    append(log, [], [entry(first)], "")
    append(log, told(first).log, [entry(other)], "")
    with pytest.raises(LogMoved, match="#1 to #2"):
        log.derive(models_after(1))


def test_read_models_of_a_log_that_moved_on_meanwhile_are_left_behind_until_the_next_commit() -> (
    None
):
    log = Log.memory()
    facts = [changed(A, C, id=each, after="5%", on="2025-01-10") for each in ("x", "y", "z")]
    append(log, [], [entry(facts[0])], "")
    append(log, [], [entry(facts[1])], "by one who had not seen the first")
    with log.reading() as connection, pytest.raises(ModelsBehind):
        require_followed(connection)
    commits, stored = log.history()
    append(log, recorded(stored, commits), [entry(facts[2])], "")
    kept = everything(log)
    rebuild(log)
    assert everything(log) == kept


def models_after(number: int) -> Any:  # noqa: ANN401 - the rows of the read models
    from timeline.api.deriving import derived

    return derived([], [], follows=number)
