"""Answer questions about a window of time: what happened, around what, what differs."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from timeline.api import wants
from timeline.errors import NotFound, ValueUnreadable
from timeline.facts.market import PriceMoved
from timeline.facts.references import entities
from timeline.views import chronicle
from timeline.views.question import Span
from timeline.views.state import changes, state
from timeline.views.surroundings import Around, surroundings
from timeline.views.trading import Price
from timeline.views.window import Between, events, window

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from timeline.api.answers import Answers
    from timeline.api.parts import Want
    from timeline.views.chronicle import Told
    from timeline.views.knowledge import Knowledge
    from timeline.views.state import Change

__all__ = ["around", "between", "closing", "differing", "happened", "of_both"]

T = TypeVar("T")

_LIKE_A_DAY = re.compile(r"\d{4}(-\d{1,2}){0,2}")


def between(answers: Answers, first: date, last: date, about: Iterable[str] = ()) -> Between:
    """Return what was so at both ends of a window, and what happened between.

    Nothing counts that happened after the day of the question. With `about`, only
    what concerns one of these.

    Raises:
        NotFound: it is about an entity that nobody told of.
        ValueUnreadable: it ends before it begins.
    """
    names = {answers.entity(each) for each in about}
    until = closing(first, last, answers.question.on)
    knowledge = answers.knowledge.at(until)
    told = chronicle.chronicle(knowledge, chronicle.Window(first=first, last=until, about=names))
    return window(first, until, lambda day: state(knowledge.at(day), names), told)


def closing(first: date, last: date, on: date) -> date:
    """Return the last day of a window of which nothing counts that happened after a day.

    Raises:
        ValueUnreadable: it ends before it begins.
    """
    until = min(last, on)
    if until < first or first == date.min:
        raise ValueUnreadable(
            f"no window begins on {first} and ends on {until}",
            "name its first day and its last, up to the day asked about (--on)",
        )
    return until


def happened(answers: Answers, first: date, last: date) -> Iterator[Told]:
    """Give what may have happened within days, by what was so at their end."""
    within = chronicle.Window(first=first, last=last)
    return events(chronicle.chronicle(answers.knowledge.at(last), within), first, last)


def differing(before: Answers, after: Answers, about: Iterable[str] = ()) -> list[Change]:
    """Return which answers differ between two days, by whichever clocks they are asked.

    With `about`, only those that concern one of these; one of the two may not know them yet.

    Raises:
        NotFound: neither knows somebody by such a name.
    """
    sides = (before, after)
    names = {found for each in about for found in _in_either(each, sides)}
    return changes(*(state(each.knowledge, names) for each in sides))


def _in_either(name: str, sides: Iterable[Answers]) -> set[str]:
    """Return whom a name means in either of two states."""
    found: set[str] = set()
    fault: NotFound | None = None
    for each in sides:
        try:
            found.add(each.entity(name))
        except NotFound as missing:
            fault = missing
    if fault is not None and not found:
        raise fault
    return found


def of_both(
    ask: Callable[[T, Want | None], Answers], sides: Iterable[T], about: Iterable[str]
) -> list[Answers]:
    """Answer on both of two sides about some, of whom one of the two may not know yet.

    Raises:
        NotFound: neither knows somebody by such a name.
    """
    names = tuple(about)
    found: list[Answers] = []
    faults: list[NotFound] = []
    for each in sides:
        try:
            found.append(ask(each, wants.window(names)))
        except NotFound as fault:
            faults.append(fault)
            found.append(ask(each, wants.window(names, unknown=True)))
    if len(faults) == len(found):
        raise faults[-1]
    return found


def around(
    answers: Answers, anchor: str, before: int, after: int, about: Iterable[str] = ()
) -> Around:
    """Return what happened within days of an anchor, and what prices did.

    Around a day where it reads as one, else around a fact.

    Raises:
        NotFound: there is no such fact by the clocks of the question.
        ValueUnreadable: it is no day, or the first or the last that there is.
    """
    try:
        day = date.fromisoformat(anchor)
    except ValueError:
        try:
            return _around_fact(answers, anchor, before, after, about)
        except NotFound:
            if _LIKE_A_DAY.fullmatch(anchor):
                hint = "write it as 2025-09-01"
                raise ValueUnreadable(f"“{anchor}” is no day", hint) from None
            raise
    if day in {date.min, date.max}:
        hint = "these stand for what has no beginning, and no end"
        raise ValueUnreadable(f"nothing lies around {day}", hint)
    return _around_day(answers, day, before, after, about)


def _around_fact(
    answers: Answers, name: str, before: int, after: int, about: Iterable[str]
) -> Around:
    """Return what happened within days of a fact, and the prices of those that it names."""
    source = answers.fact(name)
    anchor = next((each for each in _told(answers) if each.id == source.id), None)
    if anchor is None:
        raise NotFound("fact", name, hint=f"it had not happened by {answers.question.on}")
    named: set[str] = {entity for _, entity in entities(source.fact)}
    named |= {one.owner for each in named if (one := answers.entities.get(each)) and one.owner}
    wanted = {answers.entity(each) for each in about}
    prices = _prices(answers.knowledge, wanted or named)
    return surroundings(anchor, _told(answers, wanted), prices, before, after)


def _around_day(
    answers: Answers, day: date, before: int, after: int, about: Iterable[str]
) -> Around:
    """Return what happened within days of a day, and what prices did."""
    wanted = {answers.entity(each) for each in about}
    prices = _prices(answers.knowledge, wanted or None)
    return surroundings(Span(day, day), _told(answers, wanted), prices, before, after)


def _told(answers: Answers, about: Collection[str] = ()) -> list[Told]:
    """Return every fact that had happened by the day of the question and was not put right."""
    told = chronicle.chronicle(answers.knowledge, chronicle.Window(about=about))
    return list(events(told, date.min, date.max))


def _prices(knowledge: Knowledge, owners: set[str] | None) -> Iterator[Price]:
    """Give what each line of some companies, or of all, did on an exact day."""
    for each in knowledge.facts("type", PriceMoved.TYPE):
        fact = each.fact
        if not isinstance(fact, PriceMoved) or not each.moves or not each.span.exact:
            continue
        if fact.line is None or (owners is not None and fact.company not in owners):
            continue
        if each.span.by(knowledge.question.on) is not None:
            yield Price(
                company=fact.company, line=fact.line, on=each.span.latest, id=each.id,
                percent=fact.percent, direction=fact.direction, close=fact.close,
                certainty=each.certainty,
            )  # fmt: skip
