"""Look through holdings: what share of each company comes to a holder in the end.

Chains are multiplied, parallel paths summed, and companies that hold each
other solved exactly, at both ends of the bounds. The share of a company is the
direct one, and of every company in between its share of what that one holds:
`x[company] = direct + sum(x[between] * share)`. The holder is none of those in
between: what others hold of it comes back to it, and makes its own holdings no more.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import field, frozen, mutable

from timeline.dates import Certainty
from timeline.errors import Problem
from timeline.views.held import Held
from timeline.views.level import Level
from timeline.views.paths import Path, each_way, last_steps
from timeline.views.question import both
from timeline.views.solving import components, solved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from timeline.views.in_force import InForce
    from timeline.views.ownership import Ownership

__all__ = ["EconomicStake", "LookThrough", "Part", "look_through", "parts_of"]

_NOTHING, _WHOLE = Fraction(0), Fraction(1)


@frozen
class Part:
    """One holder's direct part of a company, as fractions of the whole.

    Of a joint holding each holder has something between nothing and all of it. What
    is not `told` is only possibly held, and counts from nothing in a sum.
    """

    holder: str
    company: str
    held: Held = field(eq=False)
    low: Fraction
    high: Fraction
    low_open: bool = False
    high_open: bool = False
    told: bool = True

    @classmethod
    def of(cls, holder: str, held: Held, day: date) -> Part:
        """Return one holder's part of what is held on a day."""
        level, told = held.level, held.told_by(day)
        assert level.high is not None  # noqa: S101 - percent end at the whole
        high = level.high / 100
        if len(held.key.holders) > 1:
            return cls(holder, held.key.company, held, _NOTHING, high, high_open=level.high_open)
        low = level.low / 100
        return cls(
            holder, held.key.company, held, low, high, level.low_open, level.high_open, told=told
        )

    @property
    def is_something(self) -> bool:
        """Tell whether it is known to be more than nothing."""
        return self.told and (self.low > 0 or self.low_open)


@mutable
class _Share:
    """What comes to the holder of one company, so far as it is worked out."""

    low: Fraction = _NOTHING
    high: Fraction = _NOTHING
    something: bool = False
    low_open: bool = False
    high_open: bool = False
    possible: bool = False
    disputed: bool = False

    def take(self, part: Part, through: _Share | None) -> bool:
        """Mark what holds of this by one of its parts; tell whether that is news."""
        before = self.something, self.low_open, self.high_open, self.possible, self.disputed
        if part.is_something and (through is None or through.something):
            self.something = True
            self.low_open |= part.low_open or (through is not None and through.low_open)
        self.high_open |= part.high_open or (through is not None and through.high_open)
        self.possible |= part.held.certainty == "possible"
        self.disputed |= part.held.disputed
        if through is not None:
            self.possible |= through.possible
            self.disputed |= through.disputed
        after = self.something, self.low_open, self.high_open, self.possible, self.disputed
        return before != after

    @property
    def level(self) -> Level:
        """What comes to the holder, in percent."""
        exact = self.low == self.high
        opened = self.something and (self.low_open or self.low == 0)
        return Level(
            self.low * 100, self.high * 100, opened and not exact, self.high_open and not exact
        )


@frozen(kw_only=True)
class EconomicStake:
    """What comes to a holder of one company, by all ways together."""

    holder: str
    company: str
    level: Level
    certainty: Certainty
    disputed: bool
    _holdings: _Holdings = field(eq=False, repr=False)

    @property
    def exists(self) -> Certainty:
        """Tell how sure it is that anything comes to the holder."""
        return both(self.certainty, "definite" if self.level.is_something else "possible")

    @property
    def paths(self) -> list[Path]:
        """The ways by which it comes, the shortest first; found anew each time.

        Every way that passes nobody twice. Where there are too many, or one is
        through a circle with no solution, each direct holder has one.
        """
        holdings, leading = self._holdings, self._holdings.leading_to(self.company)
        found = None
        if holdings.refused.isdisjoint(leading):
            found = each_way(self.holder, self.company, leading)
        if found is None:
            found = last_steps(self.holder, self.company, leading, holdings.share)
        return sorted(found, key=lambda each: (len(each.through), each.through))

    @property
    def direct(self) -> Held | None:
        """The one direct holding that is all of it, if that is so."""
        return self._holdings.direct(self.company)

    @property
    def sources(self) -> list[InForce]:
        """Every fact behind it: of each holding on any way, those of a circle too."""
        found = {
            source.recorded.position: source
            for several in self._holdings.leading_to(self.company).values()
            for part in several
            for source in part.held.sources
        }
        return list(found.values())


@frozen(kw_only=True)
class LookThrough:
    """What comes to one holder of every company, and the circles that have no solution."""

    stakes: tuple[EconomicStake, ...]
    problems: tuple[Problem, ...]


def look_through(
    holder: str, ownership: Ownership, parts: Mapping[str, list[Part]] | None = None
) -> LookThrough:
    """Work out what comes to a holder of each company, by company.

    `parts` are those of all holders, for who asks about several of them.
    """
    holdings = _Holdings(holder, parts_of(ownership) if parts is None else parts)
    stakes = [
        EconomicStake(
            holder=holder, company=company, level=_alone(holdings, company) or share.level,
            disputed=share.disputed, certainty="possible" if share.possible else "definite",
            holdings=holdings,
        )
        for company, share in sorted(holdings.shares.items())
        if company in holdings.into and company not in holdings.refused
    ]  # fmt: skip
    return LookThrough(stakes=tuple(stakes), problems=tuple(holdings.problems))


def _alone(holdings: _Holdings, company: str) -> Level | None:
    """Return the level of the one holding that is all that comes of a company, if it is one's."""
    direct = holdings.direct(company)
    return direct.level if direct is not None and len(direct.key.holders) == 1 else None


class _Holdings:
    """All that a holder holds, directly or through others, and what comes of it."""

    def __init__(self, head: str, by_holder: Mapping[str, list[Part]]) -> None:
        """Gather what leads on from the head, and solve it part by part."""
        self.head = head
        self.out = {head: by_holder.get(head, [])}
        waiting = [head]
        while waiting:
            for part in self.out[waiting.pop()]:
                if part.company not in self.out:
                    self.out[part.company] = by_holder.get(part.company, [])
                    waiting.append(part.company)
        self.into: dict[str, list[Part]] = defaultdict(list)
        for parts in self.out.values():
            for part in parts:
                self.into[part.company].append(part)
        self.into = dict(self.into)
        self.shares: dict[str, _Share] = {}
        self.refused: set[str] = set()
        self.problems: list[Problem] = []
        graph = {name: [part.company for part in parts] for name, parts in self.out.items()}
        for names in components(graph):
            self._settle(names)
        self.problems.sort(key=lambda each: each.message)

    def share(self, name: str) -> tuple[Fraction, Fraction]:
        """Return what of an owner is the head's: of itself all, and no more by what comes back."""
        if name == self.head:
            return _WHOLE, _WHOLE
        return self.shares[name].low, self.shares[name].high

    def direct(self, company: str) -> Held | None:
        """Return the one direct holding that is all that comes of a company, if that is so."""
        parts = self.into[company]
        one = len(parts) == 1 and parts[0].holder == self.head
        return parts[0].held if one else None

    def leading_to(self, company: str) -> dict[str, list[Part]]:
        """Return the parts on every way from the head to a company, by their holder."""
        met, waiting = {company}, [company]
        found: dict[str, list[Part]] = {}
        while waiting:
            for part in self.into.get(waiting.pop(), ()):
                found.setdefault(part.holder, []).append(part)
                if part.holder not in met:
                    met.add(part.holder)
                    waiting.append(part.holder)
        return found

    def _settle(self, names: Sequence[str]) -> None:
        """Work out a company, or all of those that hold each other, from those before them."""
        here = set(names)
        inner = [part for name in names for part in self.out[name] if part.company in here]
        self.shares |= {name: _Share() for name in names}
        self._mark(names, here, inner)
        lows = self._solved(names, here, inner, 0)
        if lows is None or not self._solvable(names, inner):
            self._refuse(names, inner)
            return
        highs = self._solved(names, here, inner, 1)
        for name in names:
            share = self.shares[name]
            share.disputed |= lows[name] > 1
            share.low = min(lows[name], _WHOLE)
            most = _WHOLE if highs is None else highs[name]
            share.high_open &= highs is not None and most <= 1
            share.high = min(most, _WHOLE)

    def _solved(
        self, names: Sequence[str], here: set[str], inner: Iterable[Part], end: int
    ) -> dict[str, Fraction] | None:
        """Solve one end of the bounds: the lows together, or the highs."""
        constants = dict.fromkeys(names, _NOTHING)
        for part in self._entering(names, here):
            constants[part.company] += self.share(part.holder)[end] * _end(part, end)
        between = [part for part in inner if part.holder != self.head]
        for part in inner:
            if part.holder == self.head:
                constants[part.company] += _end(part, end)
        if not between:
            return constants
        return solved(constants, ((p.holder, p.company, _end(p, end)) for p in between))

    def _solvable(self, names: Sequence[str], inner: Sequence[Part]) -> bool:
        """Tell whether what holds each other, the head among them, leaves anything to others."""
        if self.head not in names:
            return True
        shares = ((part.holder, part.company, _end(part, 0)) for part in inner)
        return solved(dict.fromkeys(names, _NOTHING), shares) is not None

    def _entering(self, names: Sequence[str], here: set[str]) -> Iterator[Part]:
        for name in names:
            yield from (part for part in self.into.get(name, ()) if part.holder not in here)

    def _mark(self, names: Sequence[str], here: set[str], inner: Sequence[Part]) -> None:
        """Pass on what is open, only possible or disputed, round every circle."""
        for part in (*self._entering(names, here), *inner):
            share = self.shares[part.company]
            if part.holder == self.head:
                share.take(part, None)
            elif part.holder not in here:
                share.take(part, self.shares[part.holder])
        waiting = [part for part in inner if part.holder != self.head]
        while waiting:
            part = waiting.pop()
            share = self.shares[part.company]
            if share.take(part, self.shares[part.holder]):
                waiting += [
                    each for each in self.out[part.company]
                    if each.company in here and each.holder != self.head
                ]  # fmt: skip

    def _refuse(self, names: Sequence[str], inner: Iterable[Part]) -> None:
        """Report a circle that nothing can be worked out of; what is below it is bounded."""
        self.refused |= set(names)
        for name in names:
            self.shares[name] = _Share(high=_WHOLE, possible=True, disputed=True)
        facts = sorted({each.id for part in inner for each in part.held.sources})
        quoted = " and ".join(f"“{name}”" for name in names)
        told = "holds all of itself" if len(names) == 1 else "hold all of each other"
        self.problems.append(
            Problem(
                rule="holding-circle",
                message=f"{quoted} {told}: what share of them is anybody's has no solution",
                hint=f"one of these says too much: {', '.join(facts)}",
                fact=facts[0] if facts else None,
            )
        )


def parts_of(ownership: Ownership) -> dict[str, list[Part]]:
    """Return what each holder holds: its economic interest where one is told, else its shares."""
    rows: dict[tuple[tuple[str, ...], str], Held] = {}
    for each in ownership.held:
        key = each.key
        if key.interest not in {"shares", "economic"} or key.class_ or key.unit != "percent":
            continue
        if key.interest == "economic" or (key.holders, key.company) not in rows:
            rows[key.holders, key.company] = each
    found: dict[str, list[Part]] = {}
    for (holders, _), each in sorted(rows.items(), key=lambda row: row[0]):
        for holder in holders if not each.level.is_none else ():
            found.setdefault(holder, []).append(Part.of(holder, each, ownership.question.on))
    return found


def _end(part: Part, end: int) -> Fraction:
    return part.high if end else part.low if part.told else _NOTHING
