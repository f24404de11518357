"""Work out each world that a small history allows, and what is held in it.

A world gives each fact one of its days, and one of its days of publication, and
the facts of one day an order. What may be held is worked out for each world
alone, from the meaning of the facts and with no rule of the program.
"""

from __future__ import annotations

from itertools import combinations, permutations, product
from typing import TYPE_CHECKING

from attrs import frozen

from tests.views.small import NOTHING, WHOLE, Said, ended, follows, moved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tests.views.small import Question, Range, Value


@frozen
class Happening:
    """What happened to one holding on one day of one world."""

    day: int
    said: Said


@frozen
class World:
    """What happened to each holding, and the days on which shares were issued."""

    lines: dict[tuple[str, ...], list[Happening]]
    issues: tuple[int, ...]


def worlds(question: Question) -> Iterator[World]:
    """Give every world that keeps to what is told of the order of the facts of some days."""
    said = question.said
    publications = product(*(_publications(each, question.known) for each in said))
    used = {frozenset(_used(question, days)) for days in publications}
    for places in used:
        chosen = [said[at] for at in sorted(places)]
        for days in product(*(range(each.days[0], each.days[1] + 1) for each in chosen)):
            world = _happened(chosen, days)
            if _in_order(chosen, days) and all(map(_orders, world.lines.values())):
                yield world


def _publications(said: Said, known: int | None) -> Iterable[bool]:
    """Give whether it was public by the day known: one answer, or both."""
    first, last = said.public
    return {known is None or day <= known for day in (first, last)}


def _used(question: Question, public: Sequence[bool]) -> Iterator[int]:
    """Give the places of the facts that were known and not corrected."""
    said = question.said
    recorded = [question.recorded is None or each.replaces is None for each in said]
    gone = {
        each.replaces for at, each in enumerate(said) if recorded[at] and (public[at] or each.ours)
    }
    return (at for at in range(len(said)) if recorded[at] and public[at] and at not in gone)


def _happened(said: Sequence[Said], days: Sequence[int]) -> World:
    """Gather what happened by holding; who has all of a company leaves nothing to others."""
    lines: dict[tuple[str, ...], list[Happening]] = {
        each.holders: [] for each in said if each.form != "issue"
    }
    issues = []
    for each, day in zip(said, days, strict=True):
        if each.form == "issue":
            issues.append(day)
            continue
        lines[each.holders].append(Happening(day, each))
        if each.after == WHOLE:
            for holders, line in lines.items():
                if holders != each.holders:
                    line.append(Happening(day, ended(each)))
    return World(lines, tuple(sorted(issues)))


def _in_order(said: Sequence[Said], days: Sequence[int]) -> bool:
    """Tell whether no gain told of the days of an issue came before it: it was a part of it."""
    placed = list(zip(said, days, strict=True))
    return not any(
        each.form in {"by", "result"} and each.by > 0 and day < issued
        and one.form == "issue" and one.days == each.days
        for each, day in placed for one, issued in placed
    )  # fmt: skip


def _orders(line: Iterable[Happening]) -> list[tuple[Happening, ...]]:
    """Return every order that happenings can have come in, by their days and what is told of it."""
    return [
        order
        for order in permutations(line)
        if not any(
            one.day > other.day or follows(one.said, other.said)
            for one, other in combinations(order, 2)
        )
    ]


def possible(world: World, on: int) -> dict[tuple[str, ...], set[Range] | None]:
    """Return what each may hold on a day of a world, no more than the whole together.

    None is where nothing is told by which to say it; if one holding has no
    level, or none that the others leave room for, there is no such world. A
    joint holding may be part of what one of its holders has, or the other way round.
    What is only possibly so of a day, for nothing says that it was so already, or
    still, takes nothing that others cannot have.
    """
    told = {holders: _held(line, world.issues, on) for holders, line in world.lines.items()}
    alone = {holders: found for holders, (found, _) in told.items()}
    if set() in alone.values():
        return {holders: set() for holders in alone}
    least = {
        holders: min(low for low, _ in found) if found and sure else (0, 0)
        for holders, (found, sure) in told.items()
    }
    left = {
        holders: None if found is None else _left(holders, found, least)
        for holders, found in alone.items()
    }
    return {holders: set() for holders in left} if set() in left.values() else left


def _left(
    holders: tuple[str, ...], found: set[Range], least: dict[tuple[str, ...], Value]
) -> set[Range]:
    others = [low for name, low in least.items() if not set(name) & set(holders)]
    if not others:
        return found
    value, beside = max(others)
    most = (100 - value, -beside)
    return {(low, min(high, most)) for low, high in found if low <= min(high, most)}


def _held(
    line: Sequence[Happening], issues: Sequence[int], on: int
) -> tuple[set[Range] | None, bool]:
    """Return what one may hold on a day: what the latest led to, or what was seen next.

    With it goes whether that is surely so of this day. None at all is where what
    is of this day cannot be what the next day's change starts from: there is no such
    world. Each order of the facts of one day is a world of its own, so that what is
    told of the next day is held against each level alone that they may have led to.
    """
    past = [each for each in line if each.day <= on]
    next_day = min((each.day for each in line if each.day > on), default=None)
    following = [each for each in line if each.day == next_day]
    found = {_led_to(order, issues, on) for order in _orders(past)} if past else set()
    today = any(each.day == on for each in past)
    held: set[Range] = set()
    sure = True
    orders = map(_asserted, _orders(following)) if next_day == on + 1 else [()]
    for starts in orders:
        if starts and not found:
            held |= _all_of([{each} for each in starts])
        elif starts:
            start = _all_of([{each} for each in starts])
            held |= {one for each in found for one in _met(each, start, today=today)}
        elif not found:
            unknown = _unknown(following)
            if unknown is None:
                return None, False
            held |= unknown
            sure = sure and next_day == on + 1
        else:
            seen = found if today else _seen(found, following, issues, on)
            held |= seen
            sure = sure and seen == found
    return held, sure


def _asserted(order: Sequence[Happening]) -> tuple[Range, ...]:
    """Return the levels that those of one day, in their order, say they start from.

    Each asserts the eve, but for those that have to come after another of the day,
    and for one that starts from where another before it led to.
    """
    return tuple(
        each.said.before
        for at, each in enumerate(order)
        if each.said.before is not None
        and not any(
            one.said.after == each.said.before or follows(each.said, one.said)
            for one in order[:at]
        )
    )  # fmt: skip


def _met(level: Range, start: set[Range], *, today: bool) -> set[Range]:
    """Return what is held on the eve; what is of the very day has to be what the change tells."""
    return _all_of([{level}, start]) or (set() if today else start)


def _seen(
    found: set[Range], following: Sequence[Happening], issues: Sequence[int], on: int
) -> set[Range]:
    """Return what was led to, and a level seen next that differs: something changed between.

    Not where shares were issued between, after which there may be less.
    """
    held = set(found)
    for each in _first(following):
        seen = each.said.form == "stated"
        level = each.said.after if seen else each.said.before
        if level is None or not (seen or each.day > on + 1):
            continue
        issued = any(on < day < each.day + seen for day in issues)
        before = {((0, 0), one[1]) if issued else one for one in found}
        if not all(_agree(level, one) for one in before):
            held.add(level)
    return held


def _first(following: Sequence[Happening]) -> list[Happening]:
    """Leave out what has to come after another of its day."""
    return [
        each for each in following if not any(follows(each.said, one.said) for one in following)
    ]


def _all_of(several: Sequence[set[Range]]) -> set[Range]:
    """Return what levels that were told of one day share, one of each."""
    shared = {
        (max(low for low, _ in each), min(high for _, high in each)) for each in product(*several)
    }
    return {(low, high) for low, high in shared if low <= high}


def _agree(one: Range, other: Range) -> bool:
    """Tell whether what was seen may be what was held already."""
    return max(one[0], other[0]) <= min(one[1], other[1])


def _unknown(following: Sequence[Happening]) -> set[Range] | None:
    """Return what may be held before anything happened; None where nothing is told of it.

    Who sells held at least so much; who buys, and may only then have sold, may have
    held nothing or nearly all. What starts from levels that differ on one day
    contradicts itself: there is no such world.
    """
    held: set[Range] = set()
    points = [each.said.by for each in following if each.said.form == "by"]
    first = [each.said.by for each in _first(following)]
    for order in _orders(following):
        starts = _asserted(order)
        if starts:
            held |= _all_of([{each} for each in starts])
        elif points and len(points) == len(following) and min(first) < 0:
            held.add(_any_prior([each.said.by for each in order]))
        else:
            return None
    return held


def _any_prior(points: Sequence[int]) -> Range:
    """Return every level that changes in points, one after the other, can start from."""
    sums = [sum(points[:count]) for count in range(len(points) + 1)]
    return (-min(sums), 0), (100 - max(sums), 0)


def _led_to(order: Sequence[Happening], issues: Sequence[int], on: int) -> Range:
    """Return what happenings lead to by a day, one after the other.

    An issue comes before what is told of its day, and leaves less of what was before it.
    """
    level: Range | None = None
    last = order[0].day
    for each in order:
        level = _next(each.said, _diluted(level, issues, last, each.day))
        last = each.day
    found = _diluted(level, issues, last, on)
    assert found is not None
    return found


def _diluted(level: Range | None, issues: Sequence[int], last: int, by: int) -> Range | None:
    """Return what a level may be once shares were issued after one day and by another."""
    if level is None or level == NOTHING or not any(last < day <= by for day in issues):
        return level
    return (0, 0), level[1]


def _next(said: Said, level: Range | None) -> Range:
    """Return what one fact leads to."""
    if said.after is not None:
        return said.after
    return moved(level or _any_prior([said.by]), said.by)
