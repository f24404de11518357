"""Make small histories of one company, and work out each world that they allow.

A world gives each fact one of its days, and one of its days of publication.
What may be held is worked out for each world alone, from the meaning of the
facts and with no rule of the program. A value just above or below a whole
number, for bounds that are open, is that number with 1 or -1 beside it.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise, permutations, product
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from tests.views.histories import FIRST, text
from timeline.shares import Share
from timeline.testing import Given, changed, corrected, stated
from timeline.testing import given as told
from timeline.views.level import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from random import Random

    from timeline.facts.fact import Fact
    from timeline.views.level import Level as Levels

COMPANY = "acme"
HOLDERS = (("anna",), ("bert",), ("anna", "carl"))
DAYS = 6
FORMS = ("after", "after", "stated", "both", "by", "result")

Value = tuple[int, int]
Range = tuple[Value, Value]

NOTHING: Range = ((0, 0), (0, 0))
WHOLE: Range = ((100, 0), (100, 0))


@frozen(kw_only=True)
class Said:
    """A fact: who holds, on which days, in which form, and when it was published.

    `replaces` is the place of the fact that it corrects, `ours` whether that
    one was our own error.
    """

    holders: tuple[str, ...]
    days: tuple[int, int]
    form: str
    level: str
    prior: str
    by: int
    public: tuple[int, int]
    replaces: int | None = None
    ours: bool = False

    @property
    def after(self) -> Range | None:
        """What it leads to, where that is told."""
        return None if self.form == "by" else of(self.level)

    @property
    def before(self) -> Range | None:
        """What it says that it starts from."""
        if self.form == "both":
            return of(self.prior)
        return moved(of(self.level), -self.by) if self.form == "result" else None

    def fact(self, name: str) -> Fact:
        """Return it as a person types it."""
        first, *joint = self.holders
        more: dict[str, str | list[str]] = {
            "id": name,
            "on": some_day(*self.days),
            "published": some_day(*self.public),
        }
        if joint:
            more["jointly_with"] = joint
        if self.form == "stated":
            return stated(first, COMPANY, self.level, **more)
        if self.form != "by":
            more["after"] = self.level
        if self.form == "both":
            more["before"] = self.prior
        if self.form in {"by", "result"}:
            more["by"] = f"{self.by} points"
        return changed(first, COMPANY, **more)


@frozen
class Question:
    """What is asked of a history: the clocks; the day and the holders come one by one."""

    said: tuple[Said, ...]
    known: int | None
    recorded: int | None

    def log(self) -> Given:
        """Return the log, in which what corrects is recorded with a second commit."""
        named = [(f"f{at}", each) for at, each in enumerate(self.said)]
        log = told(*(each.fact(name) for name, each in named if each.replaces is None))
        for name, each in named:
            if each.replaces is not None:
                because = "recording" if each.ours else "source"
                log = log.later(each.fact(name), corrected(f"f{each.replaces}", name, because))
        known = None if self.known is None else day_of(self.known)
        return log.known(known).recorded(self.recorded)

    @property
    def features(self) -> set[str]:
        """What makes the history more than exact days and figures of one holder."""
        return {name for name, has in FEATURES.items() if has(self)}


def _bounded(question: Question) -> bool:
    return any(each.level[0] in "<>[" or each.prior[0] in "<>[" for each in question.said)


def _unsure(question: Question) -> bool:
    known = question.known
    return known is not None and any(
        each.public[0] <= known < each.public[1] for each in question.said
    )


FEATURES = {
    "vague days": lambda one: any(each.days[0] != each.days[1] for each in one.said),
    "stated": lambda one: any(each.form == "stated" for each in one.said),
    "before": lambda one: any(each.before is not None for each in one.said),
    "by": lambda one: any(each.form == "by" for each in one.said),
    "bounds": _bounded,
    "several holders": lambda one: len({each.holders for each in one.said}) > 1,
    "correction by a source": lambda one: any(
        each.replaces is not None and not each.ours for each in one.said
    ),
    "correction of ours": lambda one: any(each.ours for each in one.said),
    "as known then": lambda one: one.known is not None,
    "possibly public": _unsure,
}


def day_of(number: int) -> date:
    """Return a day of the histories."""
    return FIRST + timedelta(number)


def some_day(first: int, last: int) -> str:
    """Return some day of several, as written."""
    return text(first) if first == last else f"[{text(first)}..{text(last)}]"


def of(level: str) -> Range:
    """Return the ends of a share as written."""
    return ends(Level.of_share(Share.parse(level)))


def ends(level: Levels) -> Range:
    """Return the ends of a level, which are whole numbers in all that is told here."""
    assert level.high is not None
    assert level.low.denominator == level.high.denominator == 1
    return (int(level.low), int(level.low_open)), (int(level.high), -int(level.high_open))


def moved(level: Range, by: int) -> Range:
    """Return a level after a change in points, within the whole."""
    low, high = (min(max((value + by, beside), (0, 0)), (100, 0)) for value, beside in level)
    return low, high


# --- making them ------------------------------------------------------------------------------


def drawn(random: Random) -> Question:
    """Return a random history of one to four facts, and the clocks that it is asked by."""
    count = random.choice((1, 2, 2, 3, 3, 4))
    several = random.random() < 0.4
    points, bounds, publications = (random.random() < 0.4 for _ in range(3))
    said: list[Said] = []
    for at in range(count):
        each = _said(random, several=several, points=points, bounds=bounds)
        if publications:
            days = sorted(random.choices(range(DAYS, DAYS + 4), k=2))
            each = evolve(each, public=(days[0], days[random.random() < 0.3]))
        if at and random.random() < 0.25:
            wrong = random.randrange(at)
            each = evolve(each, replaces=wrong, ours=random.random() < 0.5)
            if any(one.replaces == wrong for one in said):
                each = evolve(each, replaces=None, ours=False)
        said.append(each)
    known = random.randrange(DAYS - 1, DAYS + 4) if publications else None
    recorded = 1 if random.random() < 0.1 and said[0].replaces is None else None
    question = Question(tuple(said), known, recorded)
    return drawn(random) if _chained(said) else question


def _said(random: Random, *, several: bool, points: bool, bounds: bool) -> Said:
    first = random.randrange(DAYS)
    last = min(DAYS - 1, first + random.choice((0, 0, 1, 2, 3)))
    levels = [f"{each}%" for each in (1, 2, 3, 4, 40, 60, 90)]
    if not points:
        levels += ["100%", "none"]
    if bounds:
        levels += ["<25%", ">2%", "[1%, 3%]", "[2%, 60%)", "(30%, 70%]", "unknown"]
    form = random.choice(FORMS if points else FORMS[:4])
    return Said(
        holders=random.choice(HOLDERS) if several else HOLDERS[0], days=(first, last), form=form,
        level=random.choice(levels[:7]) if form == "result" else random.choice(levels),
        prior=random.choice(levels), by=random.choice((1, 2, -1, -3)), public=(DAYS, DAYS),
    )  # fmt: skip


def _chained(said: Sequence[Said]) -> bool:
    """Tell whether a fact starts from what another of the same days led to, or ended."""
    return any(
        one is not other and one.days == other.days and other.before is not None
        and (one.after == other.before or (one.after == WHOLE and other.before == NOTHING))
        for one, other in product(said, repeat=2)
    )  # fmt: skip


# --- the worlds ---------------------------------------------------------------------------------


@frozen
class Happening:
    """What happened to one holding on one day of one world."""

    day: int
    said: Said
    ended: bool = False

    @property
    def level(self) -> Range | None:
        """What it led to, where that is told."""
        return NOTHING if self.ended else self.said.after


World = dict[tuple[str, ...], list[Happening]]


def worlds(question: Question) -> Iterator[World]:
    """Give every world: the happenings of each holding."""
    said = question.said
    publications = product(*(_publications(each, question.known) for each in said))
    used = {frozenset(_used(question, days)) for days in publications}
    for places in used:
        chosen = [said[at] for at in sorted(places)]
        for days in product(*(range(each.days[0], each.days[1] + 1) for each in chosen)):
            yield _happened(chosen, days)


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
    world: World = {each.holders: [] for each in said}
    for each, day in zip(said, days, strict=True):
        world[each.holders].append(Happening(day, each))
        if each.after == WHOLE:
            for holders, of_them in world.items():
                if holders != each.holders:
                    of_them.append(Happening(day, each, ended=True))
    return world


def possible(world: World, on: int) -> dict[tuple[str, ...], set[Range] | None]:
    """Return what each may hold on a day of a world, no more than the whole together.

    None is where nothing is told by which to say it; if one holding has no
    level, or none that the others leave room for, there is no such world. A
    joint holding may be part of what one of its holders has, or the other way round.
    """
    alone = {holders: _held(line, on) for holders, line in world.items()}
    if set() in alone.values():
        return {holders: set() for holders in alone}
    least = {
        holders: min((low for low, _ in found), default=(0, 0)) if found else (0, 0)
        for holders, found in alone.items()
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


def _held(line: Sequence[Happening], on: int) -> set[Range] | None:
    """Return what one may hold on a day: what the latest led to, or what was seen next.

    None at all is where what is of this day cannot be what the next day's change
    starts from: there is no such world. Each order of the facts of one day is a
    world of its own, so that what is told of the next day is held against each
    level alone that they may have led to.
    """
    past = [each for each in line if each.day <= on]
    next_day = min((each.day for each in line if each.day > on), default=None)
    following = [each for each in line if each.day == next_day]
    found = _led_to(past) if past else set()
    today = any(each.day == on for each in past)
    held: set[Range] = set()
    for starts in _asserted(following) if next_day == on + 1 else [()]:
        if starts and not found:
            held |= _all_of([{each} for each in starts])
        elif starts:
            start = _all_of([{each} for each in starts])
            held |= {one for each in found for one in _met(each, start, today=today)}
        elif not found:
            unknown = _unknown([each for each in following if not each.ended])
            if unknown is None:
                return None
            held |= unknown
        else:
            held |= found if today else _seen(found, following, on)
    return held


def _asserted(following: Sequence[Happening]) -> Iterator[tuple[Range, ...]]:
    """Give the levels that those of the next day say they start from, for each order of them.

    Each asserts the eve. But one that starts from where another of its day led to
    may have come after it; and then it says nothing of the eve.
    """
    for order in permutations(following):
        yield tuple(
            each.said.before
            for at, each in enumerate(order)
            if not each.ended and each.said.before is not None
            and all(one.level != each.said.before for one in order[:at])
        )  # fmt: skip


def _met(level: Range, start: set[Range], *, today: bool) -> set[Range]:
    """Return what is held on the eve; what is of the very day has to be what the change tells."""
    return _all_of([{level}, start]) or (set() if today else start)


def _seen(found: set[Range], following: Sequence[Happening], on: int) -> set[Range]:
    """Return what was led to, and a level seen next that differs: something changed between."""
    seen = [
        each.said.after if each.said.form == "stated" else each.said.before
        for each in following
        if not each.ended and (each.said.form == "stated" or each.day > on + 1)
    ]
    return found | {
        level for level in seen if level and any(not _agree(level, one) for one in found)
    }


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

    Who sells held at least so much; who buys may have held nothing or nearly all.
    """
    told = {each.said.before for each in following if each.said.before is not None}
    if told or not following or any(each.said.form != "by" for each in following):
        return told or None
    points = [each.said.by for each in following]
    if min(points) > 0:
        return None
    return {_any_prior(order) for order in permutations(points)}


def _any_prior(points: Sequence[int]) -> Range:
    """Return every level that changes in points, one after the other, can start from."""
    sums = [sum(points[:count]) for count in range(len(points) + 1)]
    return (-min(sums), 0), (100 - max(sums), 0)


def _led_to(past: Sequence[Happening]) -> set[Range]:
    """Return what happenings lead to, one after the other; those of one day in any order."""
    found = set()
    for order in permutations(past):
        if all(one.day <= other.day for one, other in pairwise(order)):
            level: Range | None = None
            for each in order:
                level = _next(each, level)
            assert level is not None
            found.add(level)
    return found


def _next(each: Happening, level: Range | None) -> Range:
    """Return what one happening leads to."""
    if each.ended:
        return NOTHING
    if each.said.after is not None:
        return each.said.after
    return moved(level or _any_prior([each.said.by]), each.said.by)
