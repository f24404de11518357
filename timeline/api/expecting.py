"""Hold what a ledger expects of its answers against what they are."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve

from timeline.api.naming import entity_named
from timeline.errors import TimelineError
from timeline.views import ownership
from timeline.views.finding import several, written
from timeline.views.knowledge import Knowledge
from timeline.views.level import NOTHING, Level
from timeline.views.question import Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.dates import When
    from timeline.errors import Problem
    from timeline.facts.expected import Expected
    from timeline.record.drafts import Draft
    from timeline.views.filing import Filing
    from timeline.views.held import Held

__all__ = ["unmet"]


def unmet(drafts: Iterable[Draft[Expected]], filing: Filing) -> Iterator[Problem]:
    """Report each expectation that an answer does not meet; what is not told is none."""
    for draft in drafts:
        for each in _compared(draft, filing):
            yield evolve(each, fact=None)


def _compared(draft: Draft[Expected], filing: Filing) -> Iterator[Problem]:
    expected = draft.event
    known = None if expected.known is None else _day(expected.known)
    knowledge = Knowledge(filing, Question(on=_day(expected.on), known=known))
    found: dict[str, list[str]] = {}
    for field, names in (("holder", expected.holder), ("company", (expected.company,))):
        try:
            found[field] = [entity_named(each, knowledge.entities) for each in names]
        except TimelineError as fault:
            yield draft.problem("entity-unknown", fault.message, fault.hint, field=field)
            return
    holders, (company,) = tuple(sorted(found["holder"])), found["company"]
    held = _held(holders, company, expected.interest, knowledge)
    told = f"the stake of {several(holders)} in “{company}”{_kind(expected)} on {expected.on}"
    told += f", as known on {expected.known}," if expected.known else ""
    for field, how in _misses(expected, held):
        yield draft.problem("expectation-unmet", f"{told} is {how}", _behind(held), field=field)


def _kind(expected: Expected) -> str:
    return "" if expected.interest == "shares" else f", {expected.interest},"


def _day(when: When) -> date:
    return when.latest or date.max


def _held(
    holders: tuple[str, ...], company: str, interest: str, knowledge: Knowledge
) -> Held | None:
    wanted = (holders, interest, "", "percent")
    for each in ownership.owned(knowledge, [company]).of(company):
        key = each.key
        if (key.holders, key.interest, key.class_, key.unit) == wanted:
            return each
    return None


def _misses(expected: Expected, held: Held | None) -> Iterator[tuple[str, str]]:
    """Say what an answer is where it should be something else, with the field that says so."""
    level = NOTHING if held is None else held.level
    said = "not told" if held is None else written(level)
    wanted = Level.of_share(expected.stake)
    if not level.within(wanted):
        perhaps = f"{said}: it may be {expected.stake}, and need not be"
        yield "stake", perhaps if level.meets(wanted) else f"{said}, not {expected.stake}"
    elif expected.certainty not in {None, held and held.certainty}:
        sure = f"{held.certainty}, not " if held else "so not "
        yield "certainty", f"{said}, {sure}{expected.certainty}"


def _behind(held: Held | None) -> str:
    """Name the facts behind an answer, and where they stand."""
    if held is None:
        return (
            "no fact that counts on that day tells of it: “timeline why HOLDER COMPANY” tells more"
        )
    facts = (
        f"“{each.id}”"
        + (f" ({each.recorded.file}:{each.recorded.line})" if each.recorded.file else "")
        for each in held.sources
    )
    return f"by {' and '.join(facts)}: mend the facts, or what is expected of them"
