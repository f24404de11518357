"""Hold what is told of one holding, and which others have to be chosen for together with it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING, TypeVar, cast

from timeline.views.capping import whole_of
from timeline.views.choices import cells, doubts, used
from timeline.views.claims import Claim
from timeline.views.fitting import Options
from timeline.views.loosening import Loosening
from timeline.views.settled import settled

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from timeline.views.capping import Whole
    from timeline.views.choices import Choice, Places
    from timeline.views.held import Held
    from timeline.views.in_force import InForce
    from timeline.views.line import Line
    from timeline.views.parts import Part
    from timeline.views.question import Span

__all__ = ["Holding", "breaks_of", "tied"]

T = TypeVar("T", Claim, Loosening)

_DAY = timedelta(days=1)


class Holding:
    """One holding on a day: how it was spanned, and what each choice leaves of it.

    With `breaks`, the days before which some spans are parted too.
    """

    def __init__(
        self,
        held: Held,
        line: Line,
        day: date,
        breaks: Mapping[Span, Iterable[date]] | None = None,
    ) -> None:
        """Find the facts of which there is something to choose, and what may play a part."""
        self.held, self.line, self.day = held, line, day
        self.places = _places(line, day, breaks or {})
        self.ties = _ties(self)
        self._floor, self._ceiling = line.near.floor(day), line.near.ceiling(day)
        self._claims = self._near(line.claims)
        self._loosenings = self._near(line.loosenings)
        self._sources: dict[tuple[int, int], InForce] = {}
        self._parts: dict[tuple[int, int], Claim | Loosening] = {}
        self._told: dict[int, Claim] = {}
        self._options: dict[tuple[int | None, ...], Options | None] = {}
        self._left: dict[tuple[object, ...], Options] = {}
        self._fixed: Held | None = None

    def parted(self, breaks: Mapping[Span, Iterable[date]], day: date) -> Holding:
        """Return it with its facts parted before some more days; itself if none of them is."""
        if not any(each.span in breaks for each in self.line.open.values()):
            return self
        return Holding(self.held, self.line, day, breaks)

    def options(self, choice: Choice) -> Options | None:
        """Return what may be held in one choice; see `settled`."""
        place = tuple([choice[each] for each in self.places])
        if place not in self._options:
            claims = list(self._used(self._claims, choice))
            loosenings = list(self._used(self._loosenings, choice))
            parts = settled(claims, loosenings, self.day)
            self._options[place] = None if parts is None else self._distinct(parts)
        return self._options[place]

    def _distinct(self, parts: Sequence[Part]) -> Options:
        """Return what may be held: the same for choices that come to the same by the same facts."""
        if not self.places:
            return Options(parts)
        place = tuple([self._said(each) for each in parts])
        found = self._left.get(place)
        if found is None:
            found = self._left[place] = Options(parts)
        return found

    def _said(self, part: Part) -> tuple[object, ...]:
        """Return all that is said by a part, of whichever of its days a fact is taken to be."""
        claims = [id(self._told.get(id(each), each)) for each in part.claims]
        loosened = [each.source.id for each in part.loosened]
        near = part.near.as_integer_ratio()
        return part.level, part.basis, part.sure, near, *claims, *loosened

    def fixed(self, narrowed: Callable[[Holding], Held]) -> Held:
        """Return what is left of it where nothing bears on it, worked out once."""
        if self._fixed is None:
            self._fixed = narrowed(self)
        return self._fixed

    def _used(self, near: Iterable[tuple[T, int | None]], choice: Choice) -> Iterator[T]:
        """Give claims, or what loosens, as they are in one choice."""
        for told, place in near:
            if place is None:
                yield told
            elif (part := choice[place]) is not None:
                yield self._part(told, place, part)

    def _part(self, told: T, place: int, part: int) -> T:
        """Return a claim, or what loosens, as one of a part of its days."""
        found = self._parts.get((id(told), part))
        if found is None:
            if (place, part) not in self._sources:
                self._sources[place, part] = used(told.source, self.places[place][1][part])
            found = told.of(self._sources[place, part])
            self._parts[id(told), part] = found
            if isinstance(told, Claim):
                self._told[id(found)] = told
        return cast("T", found)

    @property
    def relevant(self) -> list[Claim]:
        """The claims that no other surely came after by then."""
        return [each for each in self.line.claims if self._floor <= each.span.latest < date.max]

    def _near(self, several: Iterable[T]) -> list[tuple[T, int | None]]:
        """Return what may play a part in some choice, each with its place if it is chosen."""
        found: list[tuple[T, int | None]] = []
        for each in several:
            place, span = each.source.recorded.position, each.span
            if place in self.places:
                found.append((each, place))
            elif span.latest >= self._floor and span.earliest <= self._ceiling:
                found.append((each, None))
        return found

    def as_told(self, parts: Iterable[Part]) -> tuple[Claim, ...]:
        """Return the claims behind several parts as they were told, in that order."""
        found = {id(self._told.get(id(each), each)) for part in parts for each in part.claims}
        return tuple(each for each in self.line.claims if id(each) in found)


def _places(line: Line, day: date, breaks: Mapping[Span, Iterable[date]]) -> Places:
    """Return the facts of which there is something to choose: whether, or when."""
    found: Places = {}
    for place, each in line.open.items():
        span = each.span
        beside = span.latest >= day and span.earliest <= day + _DAY
        if beside or not each.sure or (breaks and span in breaks):
            parts = cells(each, day, breaks.get(span, ()))
            if len(parts) > 1 or not each.sure:
                found[place] = each, parts
    return found


def _ties(holding: Holding) -> frozenset[Hashable]:
    """Return what a holding is chosen by: another that is too has to be chosen for with it."""
    chosen = {n for one, _ in holding.places.values() for n in doubts(one)}
    interest, class_ = holding.held.key.interest, holding.held.key.class_
    return frozenset((interest, class_, n) for n in {*holding.places, *chosen})


def tied(holdings: Sequence[Holding], crowded: set[Whole]) -> list[list[Holding]]:
    """Gather the holdings of one interest and class that one choice, or the whole, ties.

    What is exact and tied to nothing is left out: there is nothing to narrow.
    """
    groups: list[tuple[set[Hashable], list[Holding]]] = []
    for each in holdings:
        members, ties = [each], set(each.ties)
        if (whole := whole_of(each.held.key)) in crowded:
            ties.add(whole)
        if not ties and each.held.level.exact:
            continue
        met = [group for group in groups if group[0] & ties]
        for group in met:
            ties |= group[0]
            members = [*group[1], *members]
        groups = [group for group in groups if group not in met]
        groups.append((ties, members))
    return [members for _, members in groups]


def breaks_of(holdings: Sequence[Holding]) -> dict[Span, set[date]]:
    """Return before which of its days a fact that several holdings share is parted too.

    Such a fact, as one that ends what all others hold, lies before or after what is
    told of each of them alike: it is parted wherever one of those begins or is over.
    """
    several = Counter(chain.from_iterable(each.line.open for each in holdings))
    shared = {place for place, times in several.items() if times > 1}
    found: dict[Span, set[date]] = {}
    for each in holdings:
        claims = [] if shared.isdisjoint(each.line.open) else each.relevant
        parted = [one.span for one in claims if one.source.recorded.position in shared]
        ends = {end for one in claims for end in (one.span.earliest, one.span.latest + _DAY)}
        for span in parted:
            within = {end for end in ends if span.earliest < end <= span.latest}
            found.setdefault(span, set()).update(within)
    return {span: days for span, days in found.items() if days}
