"""Keep of each answer only what can be together: go through all that the days of facts can be.

The rules say of each vague or doubtful fact what it may come to, one by one,
and so span at least all that may be held. Where few such facts touch a day,
every choice of where they lie beside it is gone through, for all holdings that
they or the whole tie together; choices that contradict themselves drop out,
and the answer is the hull of what is left. Where there are too many, or some
choice leaves nothing to say it by, the answer stays as it was spanned.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar, cast

from attrs import evolve

from timeline.views.capping import Fitting, capped, fitted, whole_of
from timeline.views.choices import cells, choices, doubts, roomy, used
from timeline.views.claims import Claim
from timeline.views.level import hull
from timeline.views.loosening import Loosening
from timeline.views.settled import settled
from timeline.views.stood import latest

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from timeline.dates import Certainty
    from timeline.views.capping import Whole
    from timeline.views.choices import Choice, Places
    from timeline.views.claims import Key
    from timeline.views.held import Held
    from timeline.views.knowledge import InForce
    from timeline.views.level import Level
    from timeline.views.line import Line
    from timeline.views.question import Span
    from timeline.views.settled import Part

__all__ = ["sharpened"]

T = TypeVar("T", Claim, Loosening)

_DAY = timedelta(days=1)
_MOST = 256  # choices of days that are gone through for holdings that are tied
_ALL = Fraction(100)


def sharpened(held: Sequence[Held], lines: Mapping[Key, Line], day: date) -> list[Held]:
    """Narrow what was spanned of a company to what can be together, and cap the rest."""
    if not roomy(day) or not any(_open(each, lines[each.key], day) for each in held):
        return capped(held)
    holdings = [_Holding(each, lines[each.key], day) for each in held]
    found: dict[Key, Held] = {each.key: each for each in held}
    done: set[Whole] = set()
    crowded = _crowded(held)
    for several in _tied(holdings, crowded):
        narrowed = _narrowed(several, day)
        if narrowed is not None:
            done |= {whole for each in several if (whole := whole_of(each.held.key)) in crowded and whole}
        elif len(several) > 1:
            narrowed = [one for each in several for one in _narrowed([each], day) or [each.held]]
        for each in narrowed or ():
            found[each.key] = each
    return capped([found[each.key] for each in held], done)


def _open(held: Held, line: Line, day: date) -> bool:
    """Tell whether an answer may be narrowed: if anything of it is vague, doubtful or bounded."""
    if held.certainty == "possible":
        return True
    on = 0
    for each in line.claims:
        span = each.span
        if not each.sure:
            return True
        if span.latest >= day and span.earliest <= day + _DAY:
            on += 1
            if on > 1 or span.latest > day or span.earliest < day:
                return True
    return False


def _crowded(held: Iterable[Held]) -> set[Whole]:
    """Return the wholes of which more may be held than there is."""
    most: dict[Whole, Fraction] = defaultdict(Fraction)
    for each in held:
        if (whole := whole_of(each.key)) is not None:
            most[whole] += each.level.high or _ALL
    return {whole for whole, sum_ in most.items() if sum_ > _ALL}


class _Holding:
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


# Which holdings are chosen for together


def _tied(holdings: Sequence[_Holding], crowded: set[Whole]) -> list[list[_Holding]]:
    """Gather the holdings that one choice, or one whole, has a part in."""
    groups: list[tuple[set[Hashable], list[_Holding]]] = []
    for each in holdings:
        places, members = each.places(), [each]
        ties: set[Hashable] = {*places, *(n for one, _ in places.values() for n in doubts(one))}
        if (whole := whole_of(each.held.key)) in crowded:
            ties.add(whole)
        met = [group for group in groups if group[0] & ties]
        for group in met:
            ties |= group[0]
            members = [*group[1], *members]
        groups = [group for group in groups if group not in met]
        groups.append((ties, members))
    return [members for _, members in groups]


def _breaks(holdings: Sequence[_Holding]) -> dict[Span, set[date]]:
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


# What all choices leave


class _Left:
    """What the choices leave of several holdings, gathered one after the other."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self.parts: dict[Key, dict[Level, list[Part]]] = {each: {} for each in keys}
        self.uncut: dict[Key, set[Level]] = {each: set() for each in keys}
        self.limits: set[Key] = set()

    def add(self, parts: Mapping[Key, Sequence[Part]], fitting: Fitting) -> None:
        """Add what one choice leaves, and what it would without the cap."""
        self.limits |= fitting.limits
        for key, several in parts.items():
            self.uncut[key].update(each.level for each in several)
            for each in fitting.parts[key]:
                self.parts[key].setdefault(each.level, []).append(each)


def _narrowed(holdings: Sequence[_Holding], day: date) -> list[Held] | None:
    """Return holdings as all choices leave them; None if there are too many, or none can be."""
    chosen = _choices(holdings)
    if chosen is None:
        return None
    left, untold, past = _Left([each.held.key for each in holdings]), set(), set()
    for choice in chosen:
        found = {each.held.key: each.parts(choice) for each in holdings}
        place = tuple(map(id, found.values()))
        if place in past or any(each == [] for each in found.values()):
            continue
        past.add(place)
        untold |= {key for key, parts in found.items() if parts is None}
        told = {key: parts for key, parts in found.items() if parts is not None}
        if (fitting := fitted(told)) is not None:
            left.add(told, fitting)
    if not all(parts for key, parts in left.parts.items() if key not in untold):
        return None if len(holdings) > 1 else [_contradicted(holdings[0].held)]
    by_key = {each.held.key: each.held for each in holdings}
    return [
        each.held
        if each.held.key in untold
        else _united(each, left, [by_key[key] for key in sorted(left.limits)])
        for each in holdings
    ]


def _choices(holdings: Sequence[_Holding]) -> list[Choice] | None:
    """Return every choice for several holdings, the finer ones if they are not too many."""
    most = max(_MOST // len(holdings), 1)
    for breaks in [_breaks(holdings), None] if len(holdings) > 1 else [None]:
        places = {place: one for each in holdings for place, one in each.places(breaks).items()}
        found = choices(places, most)
        if found is not None:
            return found
    return None


def _contradicted(held: Held) -> Held:
    return evolve(held, certainty="possible", disputed=True)


def _united(holding: _Holding, left: _Left, limits: Sequence[Held]) -> Held:
    """Return one holding as all choices leave it."""
    held, by_level = holding.held, left.parts[holding.held.key]
    parts = [each for several in by_level.values() for each in several]
    level = hull(by_level).common(held.level) or held.level
    sure = len(by_level) == 1 and all(each.sure for each in parts) and not held.disputed
    certainty: Certainty = "definite" if sure or held.certainty == "definite" else "possible"
    if level == held.level and certainty == held.certainty:
        return held
    found = _of(holding, parts, level)
    if hull(left.uncut[held.key]).common(held.level) == level:
        return evolve(found, certainty=certainty)
    others = tuple(each for each in limits if each.key != held.key)
    return evolve(
        found, certainty=certainty, basis="capped", under=found.basis, others=others
    )


def _of(holding: _Holding, parts: Sequence[Part], level: Level) -> Held:
    """Return a holding with the level, the rule and the facts of what is left of it."""
    held, claims = holding.held, holding.as_told(parts)
    begun = [each for each in claims if each.span.earliest <= holding.day]
    over = [each for each in begun if each.span.latest <= holding.day]
    names = {each.source.id for part in parts for each in part.loosened}
    loosened = tuple(each for each in holding.line.loosenings if each.source.id in names)
    return evolve(
        held, level=level, basis=_basis(held, parts), claims=claims,
        loosened=loosened, since=holding.line.since(begun, level, loosened) if begun else None,
        asserted=max(over or begun, key=latest) if begun else held.asserted,
    )  # fmt: skip


def _basis(held: Held, parts: Sequence[Part]) -> str:
    """Name the rule behind what is left, or what spans several."""
    bases = {each.basis for each in parts}
    if len(bases) == 1:
        return bases.pop()
    if held.basis == "possibly-public":
        return held.basis
    return "changed-between" if "changed-between" in bases else "during-change"
