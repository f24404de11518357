"""Hold what is told of one holding, and which others have to be chosen for together with it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar, cast

from attrs import evolve

from timeline.views.capping import whole_of
from timeline.views.choices import cells, doubts, used
from timeline.views.claims import Claim
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
    """One holding on a day: how it was spanned, and what each choice leaves of it."""

    def __init__(self, held: Held, line: Line, day: date) -> None:
        """Find the facts of which there may be something to choose."""
        self.held, self.line, self.day = held, line, day
        every = (each.source for each in (*line.claims, *line.loosenings))
        self.open = {
            each.recorded.position: each for each in every if not (each.sure and each.span.exact)
        }
        self._sources: dict[tuple[int, Span], InForce] = {}
        self._told: dict[tuple[int, Span], Claim | Loosening] = {}
        self._parts: dict[tuple[object, ...], list[Part] | None] = {}
        self.claims: dict[int, Claim] = {id(each): each for each in line.claims}

    def places(self, breaks: Mapping[Span, Iterable[date]] | None = None) -> Places:
        """Return what there is to choose, with the days before which some spans are parted too."""
        parts = {
            place: (each, cells(each, self.day, (breaks or {}).get(each.span, ())))
            for place, each in self.open.items()
        }
        return {place: each for place, each in parts.items() if not each[0].sure or each[1][1:]}

    def parts(self, choice: Choice) -> list[Part] | None:
        """Return what may be held in one choice; see `settled`."""
        place = tuple(choice.get(each, each) for each in self.open)
        if place not in self._parts:
            claims = [each for told in self.line.claims if (each := self._used(told, choice))]
            loose = [one for told in self.line.loosenings if (one := self._used(told, choice))]
            self._parts[place] = settled(claims, loose, self.day)
        return self._parts[place]

    def _used(self, told: T, choice: Choice) -> T | None:
        """Return a claim, or what loosens, as it is in one choice."""
        position = told.source.recorded.position
        if position not in choice:
            return told
        days = choice[position]
        if days is None:
            return None
        if (id(told), days) not in self._told:
            if (position, days) not in self._sources:
                self._sources[position, days] = used(told.source, days)
            found = evolve(told, source=self._sources[position, days])
            self._told[id(told), days] = found
            if isinstance(told, Claim):
                self.claims[id(found)] = told
        return cast("T", self._told[id(told), days])

    @property
    def relevant(self) -> list[Claim]:
        """The claims that no other surely came after by then."""
        lasts = (
            each.span.earliest
            for each in self.line.claims
            if each.sure and each.after is not None and each.span.latest <= self.day
        )
        floor = max(lasts, default=date.min)
        return [each for each in self.line.claims if floor <= each.span.latest < date.max]

    def as_told(self, parts: Iterable[Part]) -> tuple[Claim, ...]:
        """Return the claims behind several parts as they were told, in that order."""
        found = {id(self.claims[id(each)]) for part in parts for each in part.claims}
        return tuple(each for each in self.line.claims if id(each) in found)


def tied(holdings: Sequence[Holding], crowded: set[Whole]) -> list[list[Holding]]:
    """Gather the holdings of one interest and class that one choice, or the whole, ties."""
    groups: list[tuple[set[Hashable], list[Holding]]] = []
    for each in holdings:
        places, members = each.places(), [each]
        key, chosen = each.held.key, {n for one, _ in places.values() for n in doubts(one)}
        ties: set[Hashable] = {(key.interest, key.class_, n) for n in {*places, *chosen}}
        if (whole := whole_of(key)) in crowded:
            ties.add(whole)
        met = [group for group in groups if group[0] & ties]
        for group in met:
            ties |= group[0]
            members = [*group[1], *members]
        groups = [group for group in groups if group not in met]
        groups.append((ties, members))
    return [members for _, members in groups]


def breaks_of(holdings: Sequence[Holding]) -> dict[Span, set[date]]:
    """Return before which days the days of facts that several holdings share are parted too.

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
                found.setdefault(one.span, set()).update(ends)
    return found
