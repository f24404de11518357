"""Hold what is told of one holding, and which others have to be chosen for together with it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from attrs import evolve

from timeline.views.capping import whole_of
from timeline.views.choices import cells, doubts, used
from timeline.views.claims import Claim
from timeline.views.fitting import Options
from timeline.views.loosening import Loosening
from timeline.views.settled import settled

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

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
        """Find the facts of which there may be something to choose."""
        self.held, self.line, self.day = held, line, day
        every = (each.source for each in (*line.claims, *line.loosenings))
        self.open = {
            each.recorded.position: each for each in every if not (each.sure and each.span.exact)
        }
        parts = {
            place: (each, cells(each, day, (breaks or {}).get(each.span, ())))
            for place, each in self.open.items()
        }
        self.places: Places = {
            place: each for place, each in parts.items() if not each[0].sure or each[1][1:]
        }
        self._sources: dict[tuple[int, int], InForce] = {}
        self._told: dict[tuple[int, int], Claim | Loosening] = {}
        self._options: dict[tuple[int | None, ...], Options | None] = {}
        self.claims: dict[int, Claim] = {id(each): each for each in line.claims}
        self._near = [each for each in line.claims if self._matters(each)]

    def parted(self, breaks: Mapping[Span, Iterable[date]], day: date) -> Holding:
        """Return it with its facts parted before some more days; itself if none of them is."""
        if not any(each.span in breaks for each in self.open.values()):
            return self
        return Holding(self.held, self.line, day, breaks)

    def options(self, choice: Choice) -> Options | None:
        """Return what may be held in one choice; see `settled`."""
        place = tuple(choice[each] for each in self.places)
        if place not in self._options:
            claims = [each for told in self._near if (each := self._used(told, choice))]
            loose = [one for told in self.line.loosenings if (one := self._used(told, choice))]
            parts = settled(claims, loose, self.day)
            self._options[place] = None if parts is None else Options(parts)
        return self._options[place]

    def _used(self, told: T, choice: Choice) -> T | None:
        """Return a claim, or what loosens, as it is in one choice."""
        position = told.source.recorded.position
        if position not in self.places:
            return told
        part = choice[position]
        if part is None:
            return None
        if (id(told), part) not in self._told:
            if (position, part) not in self._sources:
                self._sources[position, part] = used(told.source, self.places[position][1][part])
            found = evolve(told, source=self._sources[position, part])
            self._told[id(told), part] = found
            if isinstance(told, Claim):
                self.claims[id(found)] = told
        return cast("T", self._told[id(told), part])

    @property
    def relevant(self) -> list[Claim]:
        """The claims that no other surely came after by then."""
        return [each for each in self.line.claims if self._floor <= each.span.latest < date.max]

    @cached_property
    def _floor(self) -> date:
        """The day before which nothing plays a part: what is told of it surely came after."""
        lasts = (
            each.span.earliest
            for each in self.line.claims
            if each.sure and each.after is not None and each.span.latest <= self.day
        )
        return max(lasts, default=date.min)

    @cached_property
    def _ceiling(self) -> date:
        """The day after which nothing plays a part: something else surely comes next."""
        lasts = (
            each.span.latest
            for each in self.line.claims
            if each.sure and each.span.earliest > self.day
        )
        return max(min(lasts, default=date.max), self.day + _DAY)

    def _matters(self, claim: Claim) -> bool:
        """Tell whether a claim may play a part in some choice; see `settled`."""
        span = claim.span
        chosen = claim.source.recorded.position in self.places
        return chosen or (span.latest >= self._floor and span.earliest <= self._ceiling)

    def as_told(self, parts: Iterable[Part]) -> tuple[Claim, ...]:
        """Return the claims behind several parts as they were told, in that order."""
        found = {id(self.claims[id(each)]) for part in parts for each in part.claims}
        return tuple(each for each in self.line.claims if id(each) in found)


def tied(holdings: Sequence[Holding], crowded: set[Whole]) -> list[list[Holding]]:
    """Gather the holdings of one interest and class that one choice, or the whole, ties.

    What is exact and tied to nothing is left out: there is nothing to narrow.
    """
    groups: list[tuple[set[Hashable], list[Holding]]] = []
    for each in holdings:
        members, key = [each], each.held.key
        chosen = {n for one, _ in each.places.values() for n in doubts(one)}
        ties: set[Hashable] = {(key.interest, key.class_, n) for n in {*each.places, *chosen}}
        if (whole := whole_of(key)) in crowded:
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
    several = Counter(place for each in holdings for place in each.open)
    found: dict[Span, set[date]] = {}
    for each in holdings:
        shared = {place for place in each.open if several[place] > 1}
        claims = each.relevant if shared else ()
        ends = {end for one in claims for end in (one.span.earliest, one.span.latest + _DAY)}
        for one in claims:
            if one.source.recorded.position in shared:
                within = {end for end in ends if one.span.earliest < end <= one.span.latest}
                found.setdefault(one.span, set()).update(within)
    return {span: days for span, days in found.items() if days}
