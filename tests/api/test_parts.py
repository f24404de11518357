"""Of a large log only a part is read, and the answers are those of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import timeline
from tests.market.facts import events
from tests.market.market import Market
from tests.views.histories import commits, days
from timeline.api import parts, written
from timeline.api.answers import Answers
from timeline.api.appending import append
from timeline.api.courses import crossed, own_series
from timeline.errors import NotFound
from timeline.facts.codec import entry
from timeline.facts.records import EntityDescribed
from timeline.facts.references import entities
from timeline.store.log import Log
from timeline.testing import entity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from timeline.facts.fact import Event


ROLES = ("holder", "company")


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Take every log for a large one."""
    monkeypatch.setattr(parts, "LARGE", 0)
    return monkeypatch


def log_of(several: Sequence[Sequence[Event]]) -> Log:
    """Record commits, and first of all a description of every entity that they name."""
    log = Log.memory()
    named = {name for part in several for each in part for _, name in entities(each)}
    every = [each for part in several for each in part]
    told = {each.entity for each in every if isinstance(each, EntityDescribed)}
    for part in [[entity(each) for each in sorted(named - told)], *several]:
        if part:
            append(log, [entry(each) for each in part], "")
    return log


def answered(
    log: Log, asked: Mapping[str, str], on: date, known: date | None, commit: int
) -> object:
    """Answer what is held by one or of one, with the names that it is told by."""
    answers = Answers.of(log, on=on, known=known, recorded=f"#{commit}", **asked)
    told = [written.own(answers.own(zeros=True, **asked), answers)]  # type: ignore[arg-type]
    more: list[object] = [crossed(answers, **asked)]  # type: ignore[arg-type]
    if len(asked) > 1:
        more.append(own_series(answers, asked["holder"], asked["company"], "change", None))
    return told, more


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commits(), days(), st.none() | days(), st.data())
def test_what_is_asked_of_one_is_answered_of_its_part_as_of_the_whole(
    large: pytest.MonkeyPatch, several: list[list[Event]], on: date, known: date | None,
    data: st.DataObject,
) -> None:  # fmt: skip
    log = log_of(several)
    named = sorted({name for part in several for each in part for _, name in entities(each)})
    if not named:
        return
    asked = data.draw(
        st.fixed_dictionaries(
            {}, optional=dict.fromkeys(("holder", "company"), st.sampled_from(named))
        )
    )
    commit = data.draw(st.integers(1, len(log.commits())))
    described = Answers.of(log, recorded=f"#{commit}").entities
    if not asked or any(each not in described for each in asked.values()):
        return
    part = answered(log, asked, on, known, commit)
    with large.context() as whole:
        whole.setattr(parts, "LARGE", 10**9)
        assert part == answered(log, asked, on, known, commit)


@pytest.mark.usefixtures("large")
def test_every_company_and_holder_of_a_market_is_answered_of_its_part_as_of_the_whole() -> None:
    log = log_of([list(events(Market(events=300, seed=4)))])
    whole = Answers.of(log)
    for name in whole.entities:
        for role in ROLES:
            asked = {role: name}
            part = Answers.of(log, **asked)  # type: ignore[arg-type]
            assert written.own(part.own(**asked), part) == written.own(whole.own(**asked), whole)  # type: ignore[arg-type]


@pytest.mark.usefixtures("large")
def test_little_of_a_log_is_read_where_little_is_asked_about() -> None:
    log = log_of([list(events(Market(events=900, seed=4)))])
    whole = len(Answers.of(log).state.events)
    assert len(Answers.of(log, company="c-9").state.events) < whole / 10


@pytest.mark.usefixtures("large")
def test_an_entity_goes_by_its_name_in_a_large_log_too() -> None:
    log = log_of([[entity("acme", name="Acme Works"), entity("anna", name="Anna")]])
    answers = Answers.of(log, company="acme works")
    assert answers.entity("Acme Works") == "acme"
    with pytest.raises(NotFound, match="acme wroks") as fault:
        Answers.of(log, company="acme wroks")
    assert "acme" in fault.value.hint


def test_a_program_is_answered_of_a_part_until_it_has_read_the_whole(
    large: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    log = Log(tmp_path / "deals.duckdb")
    told = [entry(each) for each in events(Market(events=300, seed=4))]
    append(log, told, "")
    ledger = timeline.open(log.path)
    view = ledger.as_of("2020-01-01")
    part = view.own(company="c-1")
    crossings = view.thresholds(company="c-1")
    large.setattr(parts, "LARGE", 10**9)
    assert part.stakes
    assert part == view.own(company="c-1")
    assert crossings == view.thresholds(company="c-1")
    large.setattr(parts, "LARGE", 0)
    large.setattr(Log, "under", None)  # what was read already is not read again
    assert part == view.own(company="c-1")
