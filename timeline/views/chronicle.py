"""Answer what happened: the facts themselves, in the order of their days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.dates import Certainty, When, between
from timeline.facts.entry import Recorded
from timeline.facts.fact import Fact, Standing
from timeline.facts.references import entities
from timeline.views.evidence import Source
from timeline.views.in_force import InForce, LeftOut
from timeline.views.question import Question, Span, both

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.views.knowledge import Knowledge

__all__ = ["Told", "Window", "chronicle", "when"]


@frozen(kw_only=True)
class Window:
    """Which facts to give: within these days, about any of these, of any of these types."""

    first: date | None = None
    last: date | None = None
    about: Collection[str] = ()
    types: Collection[str] = ()


@frozen(kw_only=True)
class Told:
    """A fact on the timeline: when it was, how firm and how sure, and what puts it right.

    `when` is the day as written, or what bounds it. `superseded_by` is the id of
    the correction or retraction that keeps the fact out of every other answer.
    """

    id: str
    fact: Fact
    recorded: Recorded
    when: When
    span: Span
    public: Span
    standing: Standing
    certainty: Certainty
    sources: tuple[Source, ...] = field(eq=False)
    superseded_by: str | None = None


def chronicle(knowledge: Knowledge, window: Window) -> list[Told]:
    """Return the facts of a window, by their latest day, then by id."""
    about = {*window.about}.union(*(knowledge.owned.get(each, ()) for each in window.about))
    told = [
        each
        for each in _told(knowledge)
        if (not window.types or each.fact.TYPE in window.types)
        and (not about or any(name in about for _, name in entities(each.fact)))
        and _within(each.span, window, knowledge.question)
    ]
    return sorted(told, key=lambda each: (each.span.latest, each.id))


def when(source: InForce) -> When:
    """Return a fact's day as written; where none was, the days that bound it."""
    if source.fact.occurred is not None:
        return source.fact.occurred
    first = source.span.earliest
    return between(None if first == date.min else first, source.span.latest)


def _told(knowledge: Knowledge) -> Iterator[Told]:
    for each in knowledge.weighed():
        if isinstance(each, LeftOut):
            if each.clock not in {"corrected", "retracted"}:
                continue
            source = knowledge.regardless(each.recorded)
            by = each.by
        else:
            source, by = each, None
        happened = source.span.by(knowledge.question.on)
        if happened is None:
            continue
        yield Told(
            id=source.id, fact=source.fact, recorded=source.recorded, when=when(source),
            span=source.span, public=source.public, standing=source.standing,
            certainty=both(happened, source.certainty), sources=source.sources,
            superseded_by=by,
        )  # fmt: skip


def _within(span: Span, window: Window, question: Question) -> bool:
    last = min(window.last or date.max, question.on)
    return span.within(window.first or date.min, last) is not None
