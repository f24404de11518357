"""Derive the rows of the read models from events, by the views that are their specification.

Only what an event touches is read again: the companies, deals and programmes
whose answers may rest on it, and the facts that it puts right, dates or names.
All of it is read part by part, so that no more than a part is ever held.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.api import modelled
from timeline.api.remodelled import changed
from timeline.api.spreading import spread
from timeline.facts.deals import DealMoved
from timeline.facts.entry import Recorded
from timeline.facts.fact import Fact
from timeline.facts.records import DocumentDescribed, EntityDescribed
from timeline.facts.strategy import ProgrammeMoved
from timeline.store.models import Derive, Models
from timeline.store.watching import unwatched
from timeline.views import touching
from timeline.views.ahead import load_ahead
from timeline.views.claims import touched
from timeline.views.filing import Filing
from timeline.views.knowledge import Knowledge
from timeline.views.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from timeline.facts.places import Place
    from timeline.store.held import Held
    from timeline.store.kept import Kept
    from timeline.store.watching import Watch
    from timeline.views.filing import Load

    KeptOf = Callable[[Collection[str]], Mapping[str, Kept]]

__all__ = ["derive_by", "derived", "derived_anew", "of_companies"]

_NOW = Question(on=date.max)
_EVENTS = 5_000  # of which the facts are read at one go
_NAMES = 200  # companies, deals or programmes that are composed at one go
_ALONE = 40  # companies that are composed before another process would have begun
_MANY = 40  # facts about a company, below which to read its rows takes as long as to make them
_WEIGHING, _COMPOSING = "weighing facts", "composing companies"
_TURNS = 8  # batches for each process, so that all end at about the same time


@frozen
class _Told:
    """What events tell of: facts by position, the last description of entities and documents."""

    facts: dict[int, Recorded] = field(factory=dict)
    companies: set[str] = field(factory=set)
    deals: set[str] = field(factory=set)
    programmes: set[str] = field(factory=set)
    described: dict[str, Recorded] = field(factory=dict)

    def add(self, recorded: Recorded) -> None:
        """Note what an event tells of."""
        event = recorded.event
        if isinstance(event, Fact):
            self.facts[recorded.position] = recorded
            self.companies.update(touched(event))
        if isinstance(event, DealMoved):
            self.deals.add(event.deal)
        elif isinstance(event, ProgrammeMoved):
            self.programmes.add(event.programme)
        elif isinstance(event, EntityDescribed):
            self.described[f"entity {event.entity}"] = recorded
            if event.kind == "programme":
                self.programmes.add(event.entity)
        elif isinstance(event, DocumentDescribed):
            self.described[f"document {event.document}"] = recorded

    def join(self, other: _Told) -> None:
        """Note whose answers rest on what another tells of."""
        self.companies.update(other.companies)
        self.deals.update(other.deals)
        self.programmes.update(other.programmes)


def derived(  # noqa: PLR0913 - what composing is made of
    load: Load,
    new: Sequence[Recorded],
    kept: KeptOf | None = None,
    *,
    alone: int = _ALONE,
    workers: int = 1,
    watch: Watch = unwatched,
) -> Models:
    """Return the rows that new events change, after those that `load` gives.

    `kept` tells what rows are kept of companies, so that only what is further told of one has to
    be composed; without it each company is composed anew. More of them than `alone` are composed
    by so many `workers`: processes, where they are several; `watch` is told how many are.
    """
    known = Filing.over(load)
    companies = {name for each in new for name in touched(each.event)}
    load_ahead(known, touching=[each.event for each in new], about=companies)
    filed = known.all(new)
    then, now = (Knowledge(each, _NOW) for each in (known, filed))
    told = _Told()
    for each in (*new, *_touched(new, then, now)):
        told.add(each)
    load_ahead(filed, about={*told.companies, *told.programmes}, deals=told.deals)
    _moving(told, now)
    further = {} if kept is None else _further_of(told, new)
    kept = kept or (lambda _: {})
    if workers == 1 or len(told.companies) <= alone:
        load_ahead(filed, about=told.companies)
        many = {name: further[name] for name in further if len(filed.under("about", name)) >= _MANY}
        changes = _changed(now, sorted(told.companies), many, kept(many) if many else {})
        composed: Iterable[Models] = [changes]
    else:
        size = 1 + len(told.companies) // (_TURNS * workers)
        every = _beside(load, new)
        batches = _loaded(told.companies, size, lambda: Filing.over(every))
        several = (
            ([*filed.loaded, *filed.events], names, further, kept(further.keys() & {*names}))
            for filed, names in batches
        )
        composed = spread(_changed_of, several, workers)
        composed = _watched(composed, len(told.companies), size, watch)
    return modelled.together(
        modelled.facts(now, told.facts.values()),
        modelled.deals(now, told.deals),
        modelled.programmes(now, told.programmes),
        modelled.described(each.event for each in told.described.values()),
        modelled.joined(composed),  # last: several processes are at it meanwhile
    ).without({each.position for each in new})


def _further_of(told: _Told, new: Sequence[Recorded]) -> dict[str, set[int]]:
    """Return the companies of which nothing is touched but facts that are new, and these."""
    positions = {each.position for each in new}
    found: dict[str, set[int]] = {}
    again: set[str] = set()
    for each in told.facts.values():
        for name in touched(each.event):
            if each.position not in positions or isinstance(each.event, DealMoved):
                again.add(name)
            found.setdefault(name, set()).add(each.position)
    return {name: found[name] for name in found.keys() - again}


def _changed(
    now: Knowledge,
    names: Sequence[str],
    further: Mapping[str, Collection[int]],
    kept: Mapping[str, Kept],
) -> Models:
    """Return companies with what is further told of some, and the others anew."""
    anew = [name for name in names if name not in further]
    some = {name: further[name] for name in names if name in further}
    return modelled.joined([modelled.companies(now, anew), changed(now, some, kept)])


def _changed_of(
    events: Iterable[Recorded],
    names: Sequence[str],
    further: Mapping[str, Collection[int]],
    kept: Mapping[str, Kept],
) -> Models:
    return _changed(Knowledge(Filing().all(events), _NOW), names, further, kept)


def derived_anew(
    parts: Iterable[Sequence[Recorded]],
    filing: Callable[[], Filing],
    *,
    names: int = _NAMES,
    workers: int = 1,
    watch: Watch = unwatched,
) -> Iterator[Models]:
    """Give the rows of all events, part by part; no two parts have one in common.

    `parts` are all events in order, a part at a time; each `filing()` is of all of
    them, and holds nothing of what one before it had loaded. So many `names` are
    composed at one go, by so many `workers`: processes, where they are several.
    `watch` is told how many of the companies are.
    """
    every = _Told()
    for events in parts:
        now, told = Knowledge(filing(), _NOW), _Told()
        for each in events:
            told.add(each)
        load_ahead(now.filing, weighing=[each.event for each in events], deals=told.deals)
        last = [each.event for each in told.described.values() if _last(each, now)]
        yield modelled.together(modelled.facts(now, told.facts.values()), modelled.described(last))
        _moving(told, now)
        every.join(told)
    together = workers if len(every.companies) > names else 1  # to start one takes a while
    composed = _composed(_loaded(every.companies, names, filing), together)
    yield from _watched(composed, len(every.companies), names, watch)
    for several in _batched(every.deals, names):
        now = Knowledge(filing(), _NOW)
        load_ahead(now.filing, deals=several)
        yield modelled.deals(now, several)
    for several in _batched(every.programmes, names):
        now = Knowledge(filing(), _NOW)
        load_ahead(now.filing, about=several)
        yield modelled.programmes(now, several)


def _loaded(
    companies: Iterable[str], names: int, filing: Callable[[], Filing]
) -> Iterator[tuple[Filing, list[str]]]:
    """Give companies, some at a time, with all loaded on which what is held of them rests."""
    for several in _batched(companies, names):
        filed = filing()
        load_ahead(filed, about=several)
        yield filed, several


def _beside(load: Load, new: Sequence[Recorded]) -> Load:
    """Load new events beside those before, where they are asked for."""
    index = Filing().all(new)

    def both(places: Collection[Place]) -> Iterator[Recorded]:
        yield from load(places)
        found = (each for place in places for each in index.under(*place))
        yield from {each.position: each for each in found}.values()

    return both


def _composed(batches: Iterable[tuple[Filing, list[str]]], workers: int) -> Iterator[Models]:
    """Compose companies, each batch by itself."""
    if workers == 1:
        yield from (modelled.companies(Knowledge(each, _NOW), names) for each, names in batches)
        return
    several = (([*filed.loaded, *filed.events], names) for filed, names in batches)
    yield from spread(of_companies, several, workers)


def _watched(composed: Iterable[Models], count: int, size: int, watch: Watch) -> Iterator[Models]:
    """Give what so many companies came to, so many at a time, and tell how many are composed."""
    watch(_COMPOSING, 0.0)
    for done, each in enumerate(composed, start=1):
        yield each
        watch(_COMPOSING, min(done * size / count, 1.0))


def of_companies(events: Iterable[Recorded], names: Iterable[str]) -> Models:
    """Return what was held of companies, by events that hold all on which that rests."""
    return modelled.companies(Knowledge(Filing().all(events), _NOW), names)


def _touched(new: Sequence[Recorded], then: Knowledge, now: Knowledge) -> Iterator[Recorded]:
    """Give the facts that new events touch, by what was stated before, and with them."""
    for each in new:
        for knowledge in (then, now):
            yield from touching.weighed(each, knowledge)


def _moving(told: _Told, knowledge: Knowledge) -> None:
    """Note the companies of which the moves of deals tell."""
    for name in told.deals:
        for each in knowledge.filing.under("deal", name):
            told.companies.update(touched(each.event))


def _last(recorded: Recorded, knowledge: Knowledge) -> bool:
    """Tell whether an entity or document was described thus last.

    It may have been read anew meanwhile: that it is the same is told by its position.
    """
    event, found = recorded.event, None
    if isinstance(event, EntityDescribed):
        found = knowledge.described("entity", event.entity)
    elif isinstance(event, DocumentDescribed):
        found = knowledge.described("document", event.document)
    return found is not None and found.position == recorded.position


def _batched(names: Iterable[str], size: int) -> Iterator[list[str]]:
    several = sorted(names)
    return (several[at : at + size] for at in range(0, len(several), size))


def _anew(held: Held, *, workers: int, watch: Watch) -> Iterator[Models]:
    def filing() -> Filing:
        held.forget()
        return Filing.over(held.under)

    def parts() -> Iterator[Sequence[Recorded]]:
        watch(_WEIGHING, 0.0)
        count = -(-held.end // _EVENTS)
        for done, each in enumerate(held.parts(_EVENTS), start=1):
            yield each
            watch(_WEIGHING, done / count)

    return derived_anew(parts(), filing, workers=workers, watch=watch)


def _further(held: Held, new: Sequence[Recorded], *, workers: int, watch: Watch) -> Models:
    return derived(held.under, new, held.kept, workers=workers, watch=watch)


def derive_by(workers: int, watch: Watch = unwatched) -> Derive:
    """Return how the read models of a log are worked out: by so many processes, if it is much.

    `watch` is told how far it is.
    """
    return Derive(
        anew=partial(_anew, workers=workers, watch=watch),
        further=partial(_further, workers=workers, watch=watch),
    )
