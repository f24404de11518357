"""Answer questions about the course of things: a holding's levels, thresholds crossed, lags."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from timeline.errors import ValueUnreadable
from timeline.views import ownership
from timeline.views.claims import Key, touched
from timeline.views.course import courses
from timeline.views.lag import Lag, Telling, lag
from timeline.views.owned_through import OwnedThrough
from timeline.views.series import Period, series
from timeline.views.thresholds import USUAL, Crossing, StoodOn, crossings
from timeline.views.turning import about, turning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from fractions import Fraction

    from timeline.api.answers import Answers
    from timeline.facts.records import DocumentDescribed
    from timeline.views.course import Point
    from timeline.views.held import Held
    from timeline.views.in_force import InForce
    from timeline.views.knowledge import Knowledge
    from timeline.views.question import Span
    from timeline.views.series import Every

__all__ = ["Lags", "crossed", "crossed_of", "in_order", "lags", "over", "own_series"]

_DAY = timedelta(days=1)


@frozen(kw_only=True)
class Lags:
    """How long news took, by document and by publisher."""

    documents: tuple[Lag, ...]
    publishers: tuple[Lag, ...]


def own_series(
    answers: Answers, holder: str, company: str, every: Every, first: date | None = None
) -> dict[Key, list[Point]]:
    """Return how what a holder holds of a company went on, up to the day of the question.

    It begins, unless said otherwise, on the first day of which anything is told.
    Where nothing is told at all, that is the course of its shares.
    """
    head, of, last = answers.entity(holder), answers.entity(company), answers.question.on
    days = [each for each in _days(answers.knowledge, of) if each <= last]
    begin = first or min((days[0] + _DAY if days else last), last)
    if begin == date.min:
        raise ValueUnreadable(
            f"no series begins on {begin}",
            "name a first day (--from): that one stands for no beginning",
        )
    if begin > last:
        raise ValueUnreadable(
            f"no series begins on {begin} and ends on {last}",
            "name a first day (--from) up to the day asked about (--on)",
        )
    held = _held(answers.knowledge, of, head)
    return series(held, days, Period(begin, last, every), Key((head,), of))


def crossed(
    answers: Answers,
    *,
    holder: str | None = None,
    company: str | None = None,
    at: Sequence[Fraction] = USUAL,
    first: date | None = None,
) -> list[tuple[Key, Crossing]]:
    """Return the thresholds that were crossed up to the day of the question, by day.

    With `first`, only what may have crossed them on that day or later.
    """
    head = answers.entity(holder) if holder is not None else None
    of = [answers.entity(company)] if company is not None else None
    found = [
        each
        for name in of or _companies(answers.knowledge, head)
        for each in crossed_of(answers.knowledge, name, at, first, holder=head)
    ]
    return in_order(found)


def crossed_of(
    knowledge: Knowledge, company: str, at: Sequence[Fraction], first: date | None, *,
    holder: str | None = None,
) -> Iterator[tuple[Key, Crossing]]:  # fmt: skip
    """Give the thresholds that were crossed by what is held of a company, stake by stake."""
    for key, course in _courses(knowledge, company, holder).items():
        yield from over(key, course, at, (first, knowledge.question.on))


def over(
    key: Key, course: Sequence[StoodOn], at: Sequence[Fraction], days: tuple[date | None, date]
) -> Iterator[tuple[Key, Crossing]]:
    """Give the thresholds that one stake crossed between two days; from its beginning, for None."""
    first, last = days
    for each in crossings(course, at, last):
        if first is None or each.span.latest >= first:
            yield key, each


def in_order(found: Iterable[tuple[Key, Crossing]]) -> list[tuple[Key, Crossing]]:
    """Return crossings by the last day on which they may have been, then by whose they are."""
    return sorted(found, key=lambda each: (each[1].span.latest, each[0], each[1].at))


def lags(answers: Answers) -> Lags:
    """Return how long each document's news took, and each publisher's, up to the day asked."""
    told = list(_tellings(answers.knowledge))
    return Lags(
        documents=tuple(lag(each for each, _ in told)),
        publishers=tuple(lag(_by(each, document) for each, document in told)),
    )


def _held(knowledge: Knowledge, company: str, holder: str | None) -> Callable[[date], list[Held]]:
    """Return what tells what is held of a company on a day, by one holder or by all."""
    through = OwnedThrough(knowledge)

    def held(day: date) -> list[Held]:
        found = through.on(day, [company]).held
        return [each for each in found if holder is None or holder in each.key.holders]

    return held


def _days(knowledge: Knowledge, company: str) -> list[date]:
    return turning(each.span for each in about(knowledge, company))


def _courses(knowledge: Knowledge, company: str, holder: str | None) -> dict[Key, list[Point]]:
    """Return the courses of a company's holdings in percent, from before the first day told of."""
    days = [each for each in _days(knowledge, company) if each <= knowledge.question.on]
    before = [days[0] - _DAY] if days else []
    found = courses(_held(knowledge, company, holder), [*before, *days])
    return {key: course for key, course in found.items() if key.unit == "percent"}


def _companies(knowledge: Knowledge, holder: str | None) -> list[str]:
    """Return the companies of which something is told to be held, by one holder or by any."""
    if holder is None:
        return ownership.companies_of(knowledge)
    told = knowledge.facts("about", holder)
    return sorted({name for each in told for name in touched(each.fact)})


def _tellings(knowledge: Knowledge) -> Iterator[tuple[Telling, DocumentDescribed | None]]:
    """Give each fact in each source that told it before it was recorded."""
    for each in knowledge.facts():
        if not each.moves or each.span.by(knowledge.question.on) is None:
            continue
        for source in each.sources:
            document = knowledge.document(source.citation.document)
            if source.public.earliest <= each.recorded.at.date():
                yield _telling(each, source.citation.document, source.public), document
        if not each.sources:
            yield _telling(each, None, each.public), None


def _telling(fact: InForce, source: str | None, published: Span) -> Telling:
    return Telling(
        source=source, happened=fact.span, published=published,
        recorded=fact.recorded.at.date(), ahead=fact.fact.effective,
    )  # fmt: skip


def _by(telling: Telling, document: DocumentDescribed | None) -> Telling:
    return evolve(telling, source=None if document is None else document.publisher)
