"""Find the days on which more of a company is definitely held than there is.

Every company is swept once, with the days on which each claim stands; that
takes no composing, and finds every day that may be above the whole. Those days
alone are composed, by the rules of ownership.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from timeline.facts.ownership import StakeStated
from timeline.views.claims import Key
from timeline.views.finding import Finding, found, percent, several
from timeline.views.held import Held
from timeline.views.level import ALL
from timeline.views.ownership import owned
from timeline.views.rounding import half, rounding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from timeline.views.books import Books
    from timeline.views.claims import Claim
    from timeline.views.in_force import InForce
    from timeline.views.knowledge import Knowledge

__all__ = ["above_whole"]

_DAY = timedelta(days=1)
_WHOLE = Fraction(100)
_ADDED = frozenset({"shares", "votes", "board", "economic", "pledged"})

Kind = tuple[str, str, str]


@frozen
class _Least:
    """What is at least held: the figure, how far it may have been rounded, whether it is more."""

    low: Fraction = Fraction(0)
    rounded: Fraction = Fraction(0)
    open: bool = False

    def __add__(self, other: _Least) -> _Least:
        return _Least(
            self.low + other.low, self.rounded + other.rounded, self.open or other.open
        )  # fmt: skip

    @property
    def above(self) -> bool:
        """Tell whether it is more than the whole, however its figures were rounded."""
        least = self.low - self.rounded
        return least > _WHOLE or (least == _WHOLE and self.open)


@frozen
class _Stands:
    """The days, the last one left out, on which a holding may be at least so much."""

    key: Key
    first: date
    until: date
    least: _Least


@frozen
class _Candidate:
    """Days on which the sum may be above the whole."""

    first: date
    until: date


@frozen(kw_only=True)
class _Above:
    """Days in a row above the whole: the holdings on the first of them, as composed."""

    first: date
    until: date
    held: tuple[Held, ...] = field(eq=False)
    total: Fraction


def above_whole(books: Books) -> Iterator[Finding]:
    """Report each run of days on which more than 100% of a company is definitely held."""
    kinds: dict[Kind, list[Key]] = defaultdict(list)
    for key in books.by_key:
        if key.unit == "percent" and key.interest in _ADDED:
            kinds[key.company, key.interest, key.class_].append(key)
    for kind, keys in sorted(kinds.items()):
        if len(keys) > 1 and sum(_most(books.by_key[key]) for key in keys) >= _WHOLE:
            whole = _ends(each for key in keys for each in books.by_key[key] if each.after == ALL)
            stands = [each for key in keys for each in _stands(books.by_key[key], whole)]
            for run in _runs(books.knowledge, kind, stands):
                yield _finding(kind, run)


def _most(claims: Sequence[Claim]) -> Fraction:
    """Return what a holding is never known to be more than, at little cost."""
    told = [level.low for each in claims for level in (each.after, each.before) if level]
    return max(told, default=Fraction(0)) + sum(
        each.by for each in claims if each.after is None and each.by is not None and each.by > 0
    )


def _ends(claims: Iterable[Claim]) -> tuple[list[date], list[date]]:
    """Return the first days of some claims, in order, and by when one from each on is over."""
    by_start = sorted(claims, key=lambda each: each.span.earliest)
    ends = [date.max] * (len(by_start) + 1)
    for at in range(len(by_start) - 1, -1, -1):
        ends[at] = min(ends[at + 1], by_start[at].span.latest)
    return [each.span.earliest for each in by_start], ends


def _stands(
    claims: Sequence[Claim], whole: tuple[list[date], list[date]]
) -> Iterator[_Stands]:  # fmt: skip
    """Give the days on which each claim of a holding stands, and the eve that it starts from.

    What comes to all of the company, whoever has it then, ends it as well.
    """
    ending = (_ends(claims), whole)
    so_far = _Least()
    for each in sorted(claims, key=lambda each: (each.span.latest, each.span.earliest)):
        level, so_far = _least(each, so_far)
        until = min(ends[bisect_right(starts, each.span.latest)] for starts, ends in ending)
        yield _Stands(each.key, each.span.latest, until, level)
        if each.before is not None and each.span.exact and each.span.earliest > date.min:
            before = _Least(each.before.low, rounding(each, before=True), each.before.low_open)
            yield _Stands(each.key, each.span.earliest - _DAY, each.span.earliest, before)


def _least(claim: Claim, so_far: _Least) -> tuple[_Least, _Least]:
    """Return what a claim leads to at least, or more than that, and the most so far."""
    if claim.after is not None:
        level = _Least(claim.after.low, rounding(claim), claim.after.low_open)
        return level, max(so_far, level, key=lambda each: each.low)
    if claim.before is not None and claim.before.low > so_far.low:
        so_far = _Least(claim.before.low, rounding(claim, before=True), claim.before.low_open)
    if claim.by is not None and claim.by > 0:
        more = half(getattr(claim.source.fact, "by", None))
        added = so_far + _Least(claim.by, more)
        so_far = evolve(added, low=min(added.low, _WHOLE))
    return so_far, so_far


def _runs(knowledge: Knowledge, kind: Kind, stands: Sequence[_Stands]) -> Iterator[_Above]:
    """Give each run of days above the whole: its first and its last day as they are composed."""
    for row in _rows(_candidates(stands)):
        run = next(_composed(knowledge, kind, row, stands), None)
        if run is not None:
            last = next(_composed(knowledge, kind, row[::-1], stands))
            yield evolve(run, until=last.until)


def _rows(several: Iterable[_Candidate]) -> Iterator[list[_Candidate]]:
    """Gather the candidates that follow each other without a day between."""
    row: list[_Candidate] = []
    for each in several:
        if row and row[-1].until != each.first:
            yield row
            row = []
        row.append(each)
    if row:
        yield row


def _candidates(stands: Sequence[_Stands]) -> Iterator[_Candidate]:
    """Sweep a company's days once; give those from which on the sum may be above the whole."""
    turns: dict[date, list[tuple[bool, int]]] = defaultdict(list)
    for at, each in enumerate(stands):
        if each.first < each.until:
            turns[each.first].append((True, at))
            turns[each.until].append((False, at))
    groups = _groups({each.key for each in stands})
    active: dict[Key, dict[int, _Least]] = defaultdict(dict)
    sums: dict[int, _Least] = {}
    low = rounded = Fraction(0)
    ordered = sorted(turns)
    for day, following in zip(ordered, [*ordered[1:], date.max], strict=True):
        touched = set()
        for begins, at in turns[day]:
            each = stands[at]
            touched.add(groups[each.key])
            if begins:
                active[each.key][at] = each.least
            else:
                del active[each.key][at]
        for group in touched:
            before = sums.get(group.number, _Least())
            sums[group.number] = after = group.least(active)
            low, rounded = low + after.low - before.low, rounded + after.rounded - before.rounded
        if low - rounded >= _WHOLE and day < following:
            yield _Candidate(day, following)


@frozen(eq=False)
class _Group:
    """Holdings that share a holder: a joint one may have the others in it."""

    number: int
    keys: tuple[Key, ...]

    def least(self, active: dict[Key, dict[int, _Least]]) -> _Least:
        """Return what they are at least together."""
        return _together(
            (key, max(active[key].values(), key=lambda each: each.low))
            for key in self.keys
            if active.get(key)
        )


def _groups(keys: Iterable[Key]) -> dict[Key, _Group]:
    """Group the holdings that share a holder."""
    of_holder: dict[str, set[Key]] = {}
    for key in sorted(keys):
        part = {key}.union(*(of_holder.get(name, ()) for name in key.holders))
        for name in {name for each in part for name in each.holders}:
            of_holder[name] = part
    unique = {id(each): each for each in of_holder.values()}
    groups = [_Group(at, tuple(sorted(each))) for at, each in enumerate(unique.values())]
    return {key: group for group in groups for key in group.keys}


def _together(levels: Iterable[tuple[Key, _Least]]) -> _Least:
    """Add what single holders have, or take a joint holding where that is more: counted once."""
    alone, joint = _Least(), _Least()
    for key, each in levels:
        if len(key.holders) == 1:
            alone += each
        elif each.low > joint.low:
            joint = each
    return max(alone, joint, key=lambda each: each.low)


def _composed(
    knowledge: Knowledge, kind: Kind, candidates: Iterable[_Candidate], stands: Iterable[_Stands]
) -> Iterator[_Above]:
    """Give what is definitely held on the first of some days, where it is above the whole."""
    for each in candidates:
        held = tuple(
            one
            for one in owned(knowledge.at(each.first), [kind[0]]).held
            if (one.key.interest, one.key.class_, one.key.unit) == (*kind[1:], "percent")
            and (one.certainty == "definite" or one.disputed)
            and one.level.is_something
        )
        total = _sum(held, _rounded(stands, each.first))
        if total.above:
            yield _Above(first=each.first, until=each.until, held=held, total=total.low)


def _rounded(stands: Iterable[_Stands], day: date) -> dict[Key, Fraction]:
    """Return how far the figures that stand on a day may have been rounded."""
    found: dict[Key, Fraction] = {}
    for each in stands:
        if each.first <= day < each.until:
            found[each.key] = max(found.get(each.key, Fraction(0)), each.least.rounded)
    return found


def _sum(held: Sequence[Held], rounded: dict[Key, Fraction]) -> _Least:
    least = {
        each.key: _Least(each.level.low, rounded.get(each.key, Fraction(0)), each.level.low_open)
        for each in held
    }
    groups = _groups(least)
    total = _Least()
    for group in {each.number: each for each in groups.values()}.values():
        total += _together((key, least[key]) for key in group.keys)
    return total


def _finding(kind: Kind, run: _Above) -> Finding:
    company, interest, class_ = kind
    sources = [each.source for held in run.held for each in held.claims]
    begun = [each for each in sources if each.span.latest <= run.first]
    last: InForce = max(begun or sources, key=lambda each: (each.span.latest, each.id))
    what = "" if interest == "shares" else f" of its {interest}"
    what += f" in class {class_}" if class_ else ""
    parts = ", ".join(
        f"{several(each.key.holders)} {'more than ' if each.level.low_open else ''}"
        f"{percent(each.level.low)}"
        for each in run.held
    )
    return found(
        "above-whole", last,
        f"{_range(run)} {percent(run.total)} of “{company}”{what} is held: {parts}",
        "one of these is wrong, or somebody's sale is missing; where one is part of another:"
        " jointly_with or part_of",
        field="stake" if isinstance(last.fact, StakeStated) else "after", among=sources,
    )  # fmt: skip


def _range(run: _Above) -> str:
    first = run.first.isoformat()
    if run.until == date.max:
        return f"from {first} on"
    last = (run.until - _DAY).isoformat()
    return f"on {first}" if first == last else f"from {first} to {last}"
