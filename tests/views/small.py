"""Make small random histories of one company, and the questions that are asked of them.

A value just above or below a whole number, for bounds that are open, is that
number with 1 or -1 beside it.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations, product
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from tests.views.histories import FIRST, text
from timeline.shares import Share
from timeline.testing import Given, changed, corrected, issue, stated
from timeline.testing import given as told
from timeline.views.level import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
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
    one was our own error; `order` its place within its day. An issue of shares is
    of nobody.
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
    order: int | None = None

    @property
    def after(self) -> Range | None:
        """What it leads to, where that is told."""
        return None if self.form in {"by", "issue"} else of(self.level)

    @property
    def before(self) -> Range | None:
        """What it says that it starts from."""
        if self.form == "both":
            return of(self.prior)
        return moved(of(self.level), -self.by) if self.form == "result" else None

    def fact(self, name: str) -> Fact:
        """Return it as a person types it."""
        first, *joint = self.holders
        more: dict[str, Any] = {
            "id": name,
            "on": some_day(*self.days),
            "published": some_day(*self.public),
        }
        if self.form == "issue":
            return issue(COMPANY, **more)
        if self.order is not None:
            more["order"] = self.order
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
    def holders(self) -> list[tuple[str, ...]]:
        """The holders that some fact is about."""
        return list(dict.fromkeys(each.holders for each in self.said if each.form != "issue"))

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


FEATURES: dict[str, Callable[[Question], bool]] = {
    "vague days": lambda one: any(each.days[0] != each.days[1] for each in one.said),
    "stated": lambda one: any(each.form == "stated" for each in one.said),
    "before": lambda one: any(each.before is not None for each in one.said),
    "by": lambda one: any(each.form == "by" for each in one.said),
    "bounds": _bounded,
    "several holders": lambda one: len(one.holders) > 1,
    "correction by a source": lambda one: any(
        each.replaces is not None and not each.ours for each in one.said
    ),
    "correction of ours": lambda one: any(each.ours for each in one.said),
    "as known then": lambda one: one.known is not None,
    "possibly public": _unsure,
    "issues of shares": lambda one: any(each.form == "issue" for each in one.said),
    "order and chains": lambda one: any(
        follows(each, other) for each, other in product(one.said, repeat=2)
    ),
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
    features = Features(*(random.random() < chance for chance in (0.4, 0.4, 0.4, 0.15, 0.2)))
    publications = random.random() < 0.4
    said: list[Said] = []
    for at in range(count):
        each = _said(random, features, said)
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
    return drawn(random) if _ringed(said) else question


@frozen
class Features:
    """What may be in a history beside levels, vague days and corrections."""

    several: bool
    points: bool
    bounds: bool
    issues: bool
    orders: bool


def _said(random: Random, features: Features, said: Sequence[Said]) -> Said:
    first = random.randrange(DAYS)
    last = min(DAYS - 1, first + random.choice((0, 0, 1, 2, 3)))
    levels = [f"{each}%" for each in (1, 2, 3, 4, 40, 60, 90)]
    if not features.points:
        levels += ["100%", "none"]
    if features.bounds:
        levels += ["<25%", ">2%", "[1%, 3%]", "[2%, 60%)", "(30%, 70%]", "unknown"]
    form = random.choice(FORMS if features.points else FORMS[:4])
    if features.issues and random.random() < 0.4:
        form = "issue"
    each = Said(
        holders=random.choice(HOLDERS) if features.several else HOLDERS[0], days=(first, last),
        form=form, prior=random.choice(levels), by=random.choice((1, 2, -1, -3)),
        level=random.choice(levels[:7]) if form == "result" else random.choice(levels),
        public=(DAYS, DAYS), order=random.choice((None, 1, 2)) if features.orders else None,
    )  # fmt: skip
    if not said or random.random() < 0.8:
        return each
    other = random.choice(said)
    return evolve(each, days=other.days, prior=other.level)


def follows(later: Said, earlier: Said) -> bool:
    """Tell whether one of two facts of the same holding and the same days has to come later.

    The order tells, or else the chain: one starts from what the other led to.
    """
    if later.days != earlier.days:
        return False
    if later.order is not None and earlier.order is not None:
        return later.order > earlier.order
    return _leads(earlier, later) and not _leads(later, earlier)


def ended(each: Said) -> Said:
    """Return what it is to others that one has all of a company: the end of what they hold."""
    return evolve(each, form="after", level="none")


def _leads(one: Said, other: Said) -> bool:
    return other.form == "both" and one.after is not None and one.after == other.before


def _ringed(said: Sequence[Said]) -> bool:
    """Tell whether a chain leads back to where it began, so that nobody can say what came last."""
    whole = [each for each in said if each.after == WHOLE]
    return any(
        not any(
            all(not follows(one, other) for at, one in enumerate(order) for other in order[at:])
            for order in permutations(
                [each for each in said if each.holders == holders]
                + [ended(each) for each in whole if each.holders != holders]
            )
        )
        for holders in HOLDERS
    )
