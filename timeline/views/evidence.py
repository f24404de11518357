"""Read off a fact's sources when it became public, when it happened, and how firm it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.facts.fact import STANDINGS, Citation, Fact, Standing
from timeline.facts.figures import Stated, carried
from timeline.facts.ownership import ControlStated, StakeStated
from timeline.views.question import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from timeline.dates import Certainty, When
    from timeline.facts.entry import Recorded
    from timeline.facts.records import DocumentDescribed

    Documents = Callable[[str], DocumentDescribed | None]

__all__ = ["Documents", "Source", "became_public", "cited", "happened", "standing_of"]


@frozen
class Source:
    """A citation of a fact in force: when its document was published, and if it was verified."""

    citation: Citation
    public: Span
    verified: bool
    standing: Standing


def cited(recorded: Recorded, standing: Standing, documents: Documents) -> tuple[Source, ...]:
    """Return what a fact or a statement cites, of this standing where a citation has none."""
    citations: tuple[Citation, ...] = getattr(recorded.event, "citations", ())
    flags = recorded.verified + (False,) * (len(citations) - len(recorded.verified))
    days = (_published(documents(each.document), recorded) for each in citations)
    return tuple(
        Source(each, day, flag, each.standing or standing)
        for each, day, flag in zip(citations, days, flags, strict=False)
    )


def _published(document: DocumentDescribed | None, recorded: Recorded) -> Span:
    """Return when a document was published; what leaves it open is closed by the reading."""
    if document is None:
        return _day(recorded)
    earliest = document.published.earliest or date.min
    read = document.retrieved.latest if document.retrieved is not None else None
    ends = [each for each in (document.published.latest, read) if each is not None]
    return Span(earliest, max(earliest, min(ends, default=recorded.at.date())))


def became_public(
    recorded: Recorded,
    sources: Iterable[Source],
    published: When | None,
    stated: Callable[[], tuple[Stated, ...]] = tuple,
) -> Span:
    """Return when something became public.

    Its own publication if it has one (its sources close an open one); else
    from the first day by which the citations published so far carry all its
    figures; else when recorded.
    """
    day = _day(recorded)
    if published is not None and published.latest is not None:
        return Span.of(published)
    known = tuple(sources)
    figures = stated() if known else ()
    earliest, latest = _complete(known, figures)
    if published is not None:
        own = Span.of(published)
        return Span(own.earliest, max(own.earliest, min(latest or date.max, day.latest)))
    return Span(earliest or day.earliest, latest or max(earliest or date.min, day.latest))


def _complete(
    sources: tuple[Source, ...], stated: tuple[Stated, ...]
) -> tuple[date | None, date | None]:
    """Return the first day by which the sources so far carry every figure: earliest, latest."""
    if len(sources) == 1:
        public = sources[0].public
        whole = not stated or len(carried(stated, [sources[0].citation])) == len(stated)
        return (public.earliest, public.latest) if whole else (None, None)
    return (
        _first([(each.public.earliest, each) for each in sources], stated),
        _first([(each.public.latest, each) for each in sources], stated),
    )


def _first(dated: list[tuple[date, Source]], stated: tuple[Stated, ...]) -> date | None:
    so_far: list[Citation] = []
    for day, source in sorted(dated, key=lambda each: each[0]):
        so_far.append(source.citation)
        if not stated or len(carried(stated, so_far)) == len(stated):
            return day
    return None


def standing_of(
    fact: Fact, sources: tuple[Source, ...], known: date | None
) -> tuple[Standing, Certainty]:
    """Return the highest standing among the sources, and whether that it is firm is sure."""
    if not sources:
        return fact.standing, "definite"
    highest = max((each.standing for each in sources), key=STANDINGS.index)
    sure = [
        each.standing for each in sources if known is None or each.public.by(known) == "definite"
    ]
    firm = any(each != "rumoured" for each in sure) or highest == "rumoured" or not sure
    return highest, "definite" if firm else "possible"


def happened(fact: Fact, sources: tuple[Source, ...], public: Span) -> Span:
    """Return when a fact happened: told as past, it ended no later than it was told."""
    told = min([public.latest, *(each.public.latest for each in sources)])
    if fact.occurred is None:
        if isinstance(fact, StakeStated | ControlStated):
            return Span(min(public.earliest, told), told)
        return Span(date.min, told)
    span = Span.of(fact.occurred)
    if fact.effective or span.earliest > told:
        return span
    return Span(span.earliest, min(span.latest, told))


def _day(recorded: Recorded) -> Span:
    return Span(recorded.at.date(), recorded.at.date())
