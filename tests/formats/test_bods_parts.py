"""Whatever a register publishes in parts ends in the answers of the whole, read once."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import examples
from tests.formats.bods_files import (
    Told,
    company,
    imported,
    interest,
    known,
    person,
)
from tests.formats.bods_files import stake as told_stake
from timeline.api.answers import Answers
from timeline.api.importing import import_bods
from timeline.facts.codec import encode, recorded
from timeline.facts.records import EntityDescribed
from timeline.show.data import stake
from timeline.store.log import Log
from timeline.views import ownership
from timeline.views.filing import Filing
from timeline.views.in_force import InForce
from timeline.views.knowledge import Knowledge
from timeline.views.question import Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

Draw = Any
FIRST = date(2020, 1, 1)
LAST = date(2030, 1, 1)
MONTHS = 8


def day(number: int) -> str:
    """Return the first of a month, counted from January 2020."""
    return date(2020 + number // 12, 1 + number % 12, 1).isoformat()


# --- random registers ----------------------------------------------------------------------------


@st.composite
def interests(draw: Draw) -> list[Told]:
    found = []
    for kind in draw(
        st.lists(
            st.sampled_from(
                ("shareholding", "shareholding", "votingRights", "otherInfluenceOrControl",
                 "boardMember", "nominee")
            ),
            min_size=0, max_size=2,
        )
    ):  # fmt: skip
        start, end = draw(st.none() | st.integers(-6, MONTHS)), draw(st.none() | st.integers(0, 9))
        share = draw(st.sampled_from((10, 30, 60, {"minimum": 25, "exclusiveMaximum": 50}, None)))
        more = {"beneficialOwnershipOrControl": True} if kind.startswith("other") else {}
        if start is not None and start < 0:
            begun: str | None = date(2019, 13 + start, 1).isoformat()
        else:
            begun = None if start is None else day(start)
        found.append(interest(share, begun, None if end is None else day(end), kind=kind, **more))
    return found


@st.composite
def histories(draw: Draw) -> list[Told]:
    """Give what a register tells of a company, its owners, and their relationships over months."""
    found: list[Told] = []
    for record in ("acme", "beta"):
        for number in draw(st.lists(st.integers(0, MONTHS), min_size=1, max_size=2, unique=True)):
            told = {"name": draw(st.sampled_from((record.title(), "Apex")))}
            founded = draw(st.none() | st.sampled_from(("2001-01-01", "2002-02-02")))
            found.append(company(record, day(number), **told | (
                {"foundingDate": founded} if founded else {})))  # fmt: skip
    found += [person("ann", day(draw(st.integers(0, MONTHS)))), person("bob", day(0))]
    for record in draw(st.lists(st.sampled_from(("r1", "r2", "r3")), min_size=1, unique=True)):
        holder = draw(st.sampled_from(("ann", "bob", "beta")))
        times = draw(st.lists(st.integers(0, MONTHS), min_size=1, max_size=4))
        for place, number in enumerate(sorted(times)):
            later = draw(st.sampled_from(("updated", "updated", "closed")))
            status = later if place else "new"
            late = draw(st.integers(0, 2))
            found.append(
                told_stake(
                    day(number), *draw(interests()), status=status, record=record, holder=holder,
                    published=draw(st.sampled_from((day(number + late), None))),
                    number=f"-{place}",
                )
            )  # fmt: skip
    return found


@st.composite
def parts(draw: Draw, told: Sequence[Told]) -> list[list[Told]]:
    """Give a history in parts, in any order, some of it more than once."""
    whole = draw(st.permutations(told))
    cuts = sorted(draw(st.lists(st.integers(0, len(whole)), max_size=len(whole))))
    some = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True) if a < b]
    return [[*each, *draw(st.lists(st.sampled_from(told), max_size=2))] for each in some]


_STAKE = ("low", "high", "low_open", "high_open", "certainty", "exists", "basis", "disputed",
          "since", "last_asserted", "standing", "public")  # fmt: skip


# --- what they come to ---------------------------------------------------------------------------


def filed(log: Log) -> Filing:
    """Return what a log holds, filed once for many questions."""
    commits, stored = log.history()
    return Filing().all(recorded(stored, commits))


def in_force(filing: Filing, by: date | None) -> dict[str, list[str]]:
    """Return what is in force by a day known: each fact's words, how surely, and since when."""
    knowledge = Knowledge(filing, Question(on=LAST, known=by))
    names = records(knowledge)
    found: dict[str, list[str]] = {}
    for each in knowledge.weighed():
        if isinstance(each, InForce):
            text = encode(evolve(each.fact, id="", citations=()))
            for entity in sorted(names, key=len, reverse=True):
                text = text.replace(f'"{entity}"', f'"{names[entity]}"')
            found.setdefault(text, []).append(f"{each.certainty} {each.span} {each.moves}")
    return found


def records(knowledge: Knowledge) -> dict[str, str]:
    """Return the record of the register that each entity is of."""
    return {
        entity: next(iter(each.identifiers.values())) for entity, each in knowledge.entities.items()
    }


def owned(filing: Filing, on: date, by: date | None) -> object:
    """Return who holds and controls what on a day, by the records of the register."""
    knowledge = Knowledge(filing, Question(on=on, known=by))
    own, names = ownership.owned(knowledge), records(knowledge)
    held = {
        (tuple(sorted(names[name] for name in each.key.holders)), names[each.key.company],
         each.key.interest, each.key.class_): [stake(each)[name] for name in _STAKE]
        for each in own.held
    }  # fmt: skip
    return held, {(names[each.holder], names[each.company]): each.certainty
                  for each in own.controls}  # fmt: skip


def agree(log: Log, whole: Log, days: Iterable[date]) -> None:
    """Hold two logs to one answer on every day, by every state of public knowledge."""
    several, here, there = sorted(days), filed(log), filed(whole)
    for by in (None, *several):
        found = in_force(here, by)
        assert found == in_force(there, by), by
        assert all(len(each) == 1 for each in found.values()), "told twice"
    for on in several:
        assert owned(here, on, None) == owned(there, on, None), on
        assert owned(here, several[-1], on) == owned(there, several[-1], on), on


def names_of(log: Log) -> dict[str, tuple[str, str, frozenset[str]]]:
    """Return what each record is called, and was."""
    found: dict[str, tuple[str, str, frozenset[str]]] = {}
    for each in known(log).values():
        if isinstance(each, EntityDescribed):
            called = each.name, each.kind, frozenset({each.name, *each.aliases})
            found[next(iter(each.identifiers.values()))] = called
    return found


DAYS = [FIRST + timedelta(31 * number + 14 * (number % 2)) for number in range(-1, MONTHS + 3, 2)]


# --- rules ---------------------------------------------------------------------------------------


@settings(max_examples=examples(60))
@given(histories(), st.sampled_from((None, "25%")), st.data())
def test_parts_in_any_order_end_in_the_answers_of_the_whole(
    told: list[Told], threshold: str | None, data: st.DataObject
) -> None:
    whole, outcome = imported(*told, threshold=threshold)
    assert not outcome.refused
    log = Log.memory()
    for part in data.draw(parts(told)):
        _, outcome = imported(*part, log=log, threshold=threshold)
        assert not outcome.refused, outcome.problems
    agree(log, whole, DAYS)
    assert names_of(log) == names_of(whole)
    again = imported(*data.draw(st.permutations(told)), log=log, threshold=threshold)[1]
    assert (again.commit, again.refused) == (None, False)


@settings(max_examples=examples(25))
@given(histories(), st.data())
def test_the_newest_statements_and_then_the_whole_end_in_the_answers_of_the_whole(
    told: list[Told], data: st.DataObject
) -> None:
    whole, _ = imported(*told)
    later = sorted(told, key=lambda each: str(each["statementDate"]))
    first = later[data.draw(st.integers(0, len(later) - 1)) :]
    log, _ = imported(*first)
    before = log.head()
    _, outcome = imported(*told, log=log)
    assert not outcome.refused, outcome.problems
    agree(log, whole, DAYS)
    assert before is not None
    then = Answers.of(log, on=LAST, recorded=f"#{before.number}").own(zeros=True).held
    alone = Answers.of(imported(*first)[0], on=LAST).own(zeros=True).held
    assert [(each.key, str(each.level)) for each in then] == [
        (each.key, str(each.level)) for each in alone
    ]


class TestShelf:
    """The standard's own examples, where they are at hand, split at every point."""

    @pytest.mark.parametrize(
        "name",
        ["tecido", "bods-package-fi-soe", "mutilple-indirect-ownership-2",
         "multiple-tax-residencies", "nomination", "simple-pep-declaration"],
    )  # fmt: skip
    @pytest.mark.parametrize("way", ["first", "last", "each"])
    def test_an_example_in_parts_ends_in_the_answers_of_the_whole(
        self, data: Path, tmp_path: Path, name: str, way: str
    ) -> None:
        content = (data / f"bods-data-standard/examples/{name}.json").read_bytes()
        told = json.loads(content)

        def read(log: Log, several: Sequence[Told]) -> None:
            path = tmp_path / "part.json"
            path.write_text(json.dumps(several), encoding="utf-8")
            outcome = import_bods(path, log)
            assert not outcome.refused, outcome.problems

        whole = Log.memory()
        read(whole, told)
        commits, _ = whole.history()
        assert len(commits) == 1
        days = {
            date.fromisoformat(text[:10]) + timedelta(more)
            for text in _dates(told) for more in (-1, 0)
        }  # fmt: skip
        splits: list[list[list[Told]]] = {
            "first": [[told[:at], told] for at in range(1, len(told))],
            "last": [[told[at:], told[:at]] for at in range(1, len(told))],
            "each": [[[each] for each in told], [[each] for each in reversed(told)]],
        }[way]
        for several in splits:
            log = Log.memory()
            for part in several:
                read(log, part)
            agree(log, whole, days)
            read(log, told)
            agree(log, whole, days)


def _dates(value: object) -> Iterable[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            if name in {"statementDate", "publicationDate", "startDate", "endDate"}:
                yield each
            yield from _dates(each)
    elif isinstance(value, list):
        for each in value:
            yield from _dates(each)
