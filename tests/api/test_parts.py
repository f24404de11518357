"""Of a large log only a part is read, and the answers are those of the whole."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import timeline
from tests.effort import examples
from tests.market.facts import events
from tests.market.market import Market
from tests.views.histories import commits, days
from timeline.api import parts, wants, written
from timeline.api.answers import Answers
from timeline.api.appending import append
from timeline.api.ledger import Ledger
from timeline.errors import NotFound, TimelineError
from timeline.facts.codec import entry, recorded
from timeline.facts.entry import Recorded
from timeline.facts.fact import Fact
from timeline.facts.records import EntityDescribed, Retracted, revised
from timeline.facts.references import entities
from timeline.store import held
from timeline.store.held import Held
from timeline.store.log import Log
from timeline.testing import changed, entity, event
from timeline.views.differing import differences
from timeline.views.filing import Filing
from timeline.views.knowledge import Knowledge
from timeline.views.question import Question as Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from timeline.api.as_of import AsOf
    from timeline.facts.fact import Event

    Question = Callable[[AsOf], object]

ROLES = ("holder", "company")
TYPES = ("stake-changed", "stake-stated", "deal-moved", "programme-moved", "price-moved")


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


def questions(data: st.DataObject, names: Sequence[str], facts: Sequence[str]) -> Question:
    """Draw a question that rests on a part, as it is asked of a view."""
    one, two = (data.draw(st.sampled_from(names)) for _ in range(2))
    first, last = sorted(data.draw(st.tuples(days(), days())))
    about = data.draw(st.lists(st.sampled_from(names), max_size=2, unique=True))
    some = data.draw(st.lists(st.sampled_from(TYPES), max_size=2, unique=True))
    fact = data.draw(st.sampled_from(facts))
    number = data.draw(st.integers(0, 9))
    question: Question = data.draw(
        st.sampled_from(
            (
                lambda view: view.own(zeros=number > 3),
                lambda view: view.own(holder=one, zeros=True),
                lambda view: view.own(company=one, zeros=True),
                lambda view: view.own(holder=one, company=two),
                lambda view: view.own(holder=one, look_through="group"),
                lambda view: view.own(holder=one, look_through="economic"),
                lambda view: view.series(holder=one, company=two),
                lambda view: view.thresholds(holder=one),
                lambda view: view.thresholds(company=one),
                lambda view: view.strategy(one, two),
                lambda view: view.deals(about=one),
                lambda view: view.deals(),
                lambda view: view.show(from_=first, to=last, about=about, type=some),
                lambda view: view.show(to=last, type=some),
                lambda view: view.show(about=about, type=some),
                lambda view: view.window(first, last, about=[one, *about]),
                lambda view: view.diff(first, last),
                lambda view: view.diff(last, first, about=about),
                lambda view: view.diff(first, last, clock="known", about=[one]),
                lambda view: view.diff("#1", "#2", clock="recorded", about=[one]),
                lambda view: view.pace(number + 1, holder=one),
                lambda view: view.pace(number + 1, company=one, type=some),
                lambda view: view.pace(number + 1, holder=one, company=two),
                lambda view: view.pace(number + 1, type=some or TYPES[0]),
                lambda view: view.around(first, before=number, after=number, about=about),
                lambda view: view.around(fact, before=number, after=number, about=about),
                lambda view: view.why(fact),
                lambda view: view.why(one, two),
            )
        )
    )
    return question


def asked(log: Log, question: Question, on: date, known: date | None, commit: int) -> object:
    """Ask a view of a log that nobody has read yet; what it cannot answer, it says so."""
    view = Ledger(log, Path()).as_of(on, known=known, recorded=f"#{commit}")
    try:
        return question(view)
    except TimelineError as fault:
        return fault.message


@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commits(), days(), st.none() | days(), st.data())
def test_a_part_answers_as_the_whole(
    large: pytest.MonkeyPatch, several: list[list[Event]], on: date, known: date | None,
    data: st.DataObject,
) -> None:  # fmt: skip
    log = log_of(several)
    named = sorted({name for part in several for each in part for _, name in entities(each)})
    facts = [each.id for part in several for each in part if isinstance(each, Fact)]
    if not named or not facts:
        return
    commit = data.draw(st.integers(1, len(log.commits())))
    question = questions(data, named, facts)
    part = asked(log, question, on, known, commit)
    with large.context() as whole:
        whole.setattr(parts, "LARGE", 10**9)
        assert part == asked(log, question, on, known, commit)


@pytest.mark.usefixtures("large")
def test_every_company_and_holder_of_a_market_is_answered_of_its_part_as_of_the_whole() -> None:
    log = log_of([list(events(Market(events=300, seed=4)))])
    whole = Answers.of(log)
    for name in whole.entities:
        for role in ROLES:
            asked: dict[str, Any] = {"holder": None, "company": None, role: name}
            part = Answers.of(log, want=wants.stakes(**asked))
            assert written.own(part.own(**asked), part) == written.own(whole.own(**asked), whole)


@pytest.mark.usefixtures("large")
def test_little_of_a_log_is_read_where_little_is_asked_about() -> None:
    log = log_of([list(events(Market(events=900, seed=4)))])
    whole = len(Answers.of(log).state.events)
    for want in (
        wants.stakes(None, "c-9"),
        wants.told(date(2020, 3, 1), date(2020, 3, 9), (), ()),
        wants.differing(date(2020, 3, 1), date(2020, 3, 9), None, ()),
        wants.window(["c-9"]),
    ):
        assert len(Answers.of(log, want=want).state.events) < whole / 4


@pytest.mark.usefixtures("large")
def test_an_entity_goes_by_its_name_in_a_large_log_too() -> None:
    log = log_of([[entity("acme", name="Acme Works"), entity("anna", name="Anna")]])
    answers = Answers.of(log, want=wants.stakes(None, "acme works"))
    assert answers.entity("Acme Works") == "acme"
    with pytest.raises(NotFound, match="acme wroks") as fault:
        Answers.of(log, want=wants.stakes(None, "acme wroks"))
    assert "acme" in fault.value.hint


@pytest.mark.usefixtures("large")
def test_a_fact_goes_by_its_file_and_line_in_a_large_log_too(tmp_path: Path) -> None:
    log = Log(tmp_path / "deals.duckdb")
    several = [changed("anna", "acme", id=f"f{line}", after=f"{line}%") for line in (3, 7, 9)]
    lines = {f"f{line}": line for line in (3, 7, 9)}
    append(log, [entry(entity("anna")), entry(entity("acme"))], "")
    append(
        log,
        [evolve(entry(each), file="events/a.toml", line=lines[each.id]) for each in several],
        "",
    )
    view = timeline.open(log.path).as_of()
    assert [each.id for each in view.why("events/a.toml:8").facts] == ["f7"]
    assert view.around("events/a.toml:9").anchor.fact == "f9"
    (told,) = view.show(about="anna", type="stake-changed", from_="2025-01-01")[:1]
    assert (told.file, told.line) == ("events/a.toml", 3)


def test_a_log_of_an_older_program_is_read_whole(large: pytest.MonkeyPatch) -> None:
    log = log_of([list(events(Market(events=200, seed=4)))])
    whole = len(Answers.of(log).state.events)
    with log.writing() as connection:
        connection.execute("DROP TABLE days; DELETE FROM migrations WHERE name >= '0005'")
    with large.context():
        assert len(Answers.of(log, want=wants.stakes(None, "c-9")).state.events) == whole


CALLED = st.sampled_from(
    [
        "acme",
        "Acme",
        "ACME  Works",
        "a....b",
        "a.....b",
        "…b",
        "雲",
        "云",
        "雲雲",
        "上海云",
        "上海雲",
        "5X",
    ]
)


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(
            st.tuples(
                st.sampled_from(["acme", "yun", "x"]), CALLED, st.lists(CALLED, max_size=2), CALLED
            ),
            min_size=1, max_size=3, unique_by=lambda each: each[0],
        ),
        min_size=1, max_size=3,
    ),
    CALLED, st.data(),
)  # fmt: skip
def test_a_name_means_in_a_large_log_what_it_means_in_a_small_one(
    large: pytest.MonkeyPatch,
    several: list[list[tuple[str, str, list[str], str]]],
    name: str,
    data: st.DataObject,
) -> None:
    """By then, whatever an entity was called before or after: found, not found, or several."""
    log = Log.memory()
    for at, told in enumerate(several, start=1):
        described = [
            evolve(
                entity(of, name=called, aliases=aliases, identifiers={"lei": lei}),
                id=revised(f"entity:{of}", at),
            )
            for of, called, aliases, lei in told
        ]
        append(log, [entry(each) for each in described], "")
    commit = data.draw(st.integers(1, len(several)))

    def meant() -> tuple[str, str]:
        try:
            want = wants.stakes(None, name)
            return Answers.of(log, recorded=f"#{commit}", want=want).entity(name), ""
        except TimelineError as fault:
            return fault.message, fault.hint

    part = meant()
    with large.context() as whole:
        whole.setattr(parts, "LARGE", 10**9)
        assert part == meant()


@pytest.mark.parametrize("name", ["acme works", "ACME", "上海雲玡", "5x"])
def test_nobody_reads_all_descriptions_to_find_one_entity(
    large: pytest.MonkeyPatch, name: str
) -> None:
    acme = entity("acme", name="Acme Works", aliases=["上海云玡"], identifiers={"lei": "5X"})
    log = log_of([[acme, entity("anna")]])
    large.setattr(Log, "history", None)
    large.setattr(Held, "described", None)
    assert list(Answers.of(log, want=wants.stakes(None, name)).entities) == ["acme"]


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
    large.setattr(Log, "held", None)  # what was read already is not read again
    assert part == view.own(company="c-1")


def test_that_there_is_no_such_fact_is_said_first(large: pytest.MonkeyPatch) -> None:
    log = log_of([[changed("anna", "acme", after="5%")]])
    for size in (0, 10**9):
        large.setattr(parts, "LARGE", size)
        with pytest.raises(NotFound, match="no fact “nothing”"):
            Ledger(log, Path()).as_of().around("nothing", about="nobody")


def test_an_unknown_fact_gets_the_nearest_ids(large: pytest.MonkeyPatch) -> None:
    told = [[changed("anna", "acme", after="5%", id="anna-took-acme"),
             changed("bert", "zeta", after="5%", id="zzz")]]  # fmt: skip
    log = log_of(told)
    hints = []
    for size in (0, 10**9):
        large.setattr(parts, "LARGE", size)
        view = Ledger(log, Path()).as_of()
        for ask in (view.why, partial(view.around, before=1, after=1)):
            with pytest.raises(NotFound) as raised:
                ask("anna-takes-acme")
            hints.append(raised.value.hint)
    assert hints == ["did you mean “anna-took-acme”?"] * 4


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commits(), st.data())
def test_putting_right_changes_in_the_part_what_it_changes_in_the_whole(
    large: pytest.MonkeyPatch, several: list[list[Event]], data: st.DataObject
) -> None:
    large.setattr(parts, "LARGE", 0)
    large.setattr(held, "_FEW", data.draw(st.sampled_from((0, 2_000))))
    log = log_of(several)
    facts = [each.id for part in several for each in part if isinstance(each, Fact)]
    of = data.draw(st.lists(st.sampled_from(facts), min_size=1, max_size=2, unique=True))
    commits_, stored = log.history()
    whole = Filing().all(recorded(stored, commits_))
    part = parts.part_of(log, commits_, commits_[-1], wants.righting(of))
    assert part is not None
    retracted = event(Retracted, id="retracted:x", of=of, reason="untrue", because="recording")
    new = Recorded(
        event=retracted, position=len(stored) + 1, commit=len(commits_) + 1, at=commits_[-1].at
    )
    question = Asked(on=date(2025, 1, 1))
    found = [
        [
            (each.asked, each.since, each.before, each.after)
            for each in differences(
                Knowledge(filing, question), Knowledge(filing.all([new]), question)
            )
        ]
        for filing in (whole, part)
    ]
    assert found[0] == found[1]
