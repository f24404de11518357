"""Read the interests of a BODS relationship as what this program keeps, step by step.

One statement may tell of several interests, and of the past: each thread (the
shares, the votes, control, a post) has steps, each a level from a day on. A day
of None is a level with no start: it is of the day of the statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from attrs import field, frozen

from timeline.shares import NONE, Share, ShareUnreadable

if TYPE_CHECKING:
    from timeline.facts.ownership import Interest

__all__ = ["ALL", "Step", "Thread", "Told", "told_of"]

ALL = Share(Decimal(100), Decimal(100))
_SOMETHING = Share(Decimal(0), Decimal(100), low_open=True)

_STAKES: dict[str, tuple[Interest, str]] = {
    "shareholding": ("shares", ""),
    "votingRights": ("votes", ""),
    "appointmentOfBoard": ("board", ""),
    "rightsToSurplusAssetsOnDissolution": ("economic", "surplus-assets"),
    "rightsToProfitOrIncome": ("economic", "profit"),
}
_CONTROL = frozenset({"controlViaCompanyRulesOrArticles", "controlByLegalFramework"})
_CONTROL_IF_OWNER = frozenset(
    {"otherInfluenceOrControl", "seniorManagingOfficial", "trustee", "protector"}
)
_POSTS = {
    "boardMember": "board member",
    "boardChair": "board chair",
    "seniorManagingOfficial": "senior managing official",
}
_LEFT_OUT = {
    "otherInfluenceOrControl": "influence or control, and it is not said to make a beneficial"
    " owner: which of the two is not told",
    "settlor": "who set a trust up holds no share of it and need not control it",
    "trustee": "a trustee that is not said to be a beneficial owner holds for others",
    "protector": "a protector that is not said to be a beneficial owner need not control",
    "beneficiaryOfLegalArrangement": "what a beneficiary gets of a trust is no share in a company",
    "rightsGrantedByContract": "which rights the contract grants is not told",
    "conditionalRightsGrantedByContract": "it exists only if a condition is met, and whether it is"
    " met is not told",
    "unknownInterest": "the nature of the interest is unknown",
    "unpublishedInterest": "the nature of the interest is not published",
    "enjoymentAndUseOfAssets": "the use of assets is no share in a company",
    "rightToProfitOrIncomeFromAssets": "income from assets is no share in a company",
    "nominee": "a part in a nomination is neither a share nor control",
    "nominator": "a part in a nomination is neither a share nor control",
}


@frozen(order=True)
class Thread:
    """What the steps are of: a stake of one interest and class, control, or a post."""

    kind: Literal["stake", "control", "post"]
    interest: str = ""
    class_: str = ""

    @property
    def name(self) -> str:
        """Its name in ids and messages: `shares`, `votes-indirect`, `control`, `board-chair`."""
        parts = (self.interest.replace(" ", "-") or self.kind, self.class_)
        return "-".join(each for each in parts if each)


@frozen
class Step:
    """A level from the end of a day on; control and posts are all or nothing."""

    day: date | None
    share: Share


@frozen(kw_only=True)
class Told:
    """What one statement tells of a relationship: the steps of each thread, and what is left out.

    `overlaps` names the threads of which several interests ran at once.
    """

    threads: Mapping[Thread, tuple[Step, ...]]
    skipped: tuple[str, ...] = ()
    overlaps: tuple[Thread, ...] = ()
    faults: tuple[tuple[str, str], ...] = field(default=())


@frozen
class _Spell:
    start: date | None
    end: date | None
    share: Share


def told_of(details: Mapping[str, Any], *, person: bool) -> Told:
    """Read the interests of a relationship; only a `person` can have a post."""
    spells: dict[Thread, list[_Spell]] = {}
    skipped: list[str] = []
    faults: list[tuple[str, str]] = []
    interests = details.get("interests", [])
    if not interests:
        skipped.append("it tells of no interest")
    for place, each in enumerate(interests):
        name = f"interest {place + 1} ({each.get('type', 'no type')})"
        thread, why = _thread(each, person=person)
        if thread is None:
            skipped.append(f"{name}: {why}")
            continue
        try:
            spell = _spell(each, thread)
        except ShareUnreadable as fault:
            faults.append((f"recordDetails.interests[{place}].share", fault.message))
            continue
        if spell.start and spell.end and spell.end < spell.start:
            skipped.append(f"{name}: it ends on {spell.end}, before it begins on {spell.start}")
            continue
        if "share" in each and thread.kind != "stake":
            skipped.append(f"{name}: its share is left out, since a {thread.name} has none")
        spells.setdefault(thread, []).append(spell)
    steps = {thread: _steps(each) for thread, each in spells.items()}
    return Told(
        threads=steps, skipped=tuple(skipped), faults=tuple(faults),
        overlaps=tuple(thread for thread, each in spells.items() if _overlap(thread, each)),
    )  # fmt: skip


def _thread(interest: Mapping[str, Any], *, person: bool) -> tuple[Thread | None, str]:
    """Return the thread that an interest belongs to, or why it belongs to none."""
    kind = str(interest.get("type", ""))
    indirect = "indirect" if interest.get("directOrIndirect") == "indirect" else ""
    if kind in _STAKES:
        name, class_ = _STAKES[kind]
        if indirect and name == "shares":
            name = "economic"
        return Thread("stake", name, "-".join(each for each in (indirect, class_) if each)), ""
    owner = interest.get("beneficialOwnershipOrControl") is True
    if kind in _CONTROL or (kind in _CONTROL_IF_OWNER and owner):
        return Thread("control"), ""
    if kind in _POSTS:
        post = Thread("post", _POSTS[kind])
        return (post, "") if person else (None, "only a person is recorded in a post")
    if not kind:
        return None, "what kind of interest it is is not told"
    return None, _LEFT_OUT.get(kind, "BODS 0.4 has no interest of this type")


def _spell(interest: Mapping[str, Any], thread: Thread) -> _Spell:
    start, end = (
        date.fromisoformat(interest[name]) if name in interest else None
        for name in ("startDate", "endDate")
    )
    return _Spell(start, end, _share(interest.get("share", {})) if thread.kind == "stake" else ALL)


def _share(told: Mapping[str, Decimal]) -> Share:
    """Return the share that an interest has; with no figure it is more than nothing."""
    low, low_open = _low(told)
    high, high_open = _high(told)
    low_open = low_open and high > 0
    exact = told.get("exact")
    if exact is None:
        return Share(low, high, low_open=low_open, high_open=high_open)
    if not (low <= exact <= high) and ({*told} - {"exact"}):
        raise ShareUnreadable(f"{exact}%", "is not within its own minimum and maximum")
    return Share(exact, exact)


def _low(told: Mapping[str, Decimal]) -> tuple[Decimal, bool]:
    ends = [
        (told[name], is_open)
        for name, is_open in (("minimum", False), ("exclusiveMinimum", True))
        if name in told
    ]
    return max(ends, default=(_SOMETHING.low, True))


def _high(told: Mapping[str, Decimal]) -> tuple[Decimal, bool]:
    ends = [
        (told[name], is_open)
        for name, is_open in (("maximum", False), ("exclusiveMaximum", True))
        if name in told
    ]
    return min(ends, key=lambda each: (each[0], not each[1]), default=(_SOMETHING.high, False))


def _steps(spells: Iterable[_Spell]) -> tuple[Step, ...]:
    """Return what the spells of one thread come to, as levels each from a day on."""
    several = list(spells)
    starts = {each.start or date.min for each in several}
    found: list[Step] = []
    for day in sorted(starts | {each.end for each in several if each.end}):
        running = [each.share for each in several if _runs(each, day)]
        share = _together(running)
        if not found or found[-1].share != share:
            found.append(Step(None if day == date.min else day, share))
    return tuple(found)


def _runs(spell: _Spell, day: date) -> bool:
    return (spell.start or date.min) <= day and (spell.end is None or day < spell.end)


def _together(shares: list[Share]) -> Share:
    """Return what several interests at once come to: parts of one another, or to be added."""
    if len(shares) <= 1:
        return shares[0] if shares else NONE
    low = max(each.low for each in shares)
    total = sum((each.high for each in shares), Decimal(0))
    high = min(total, ALL.high)
    return Share(
        low, high,
        low_open=low < high and any(each.low_open for each in shares if each.low == low),
        high_open=total < ALL.high and any(each.high_open for each in shares) and low < high,
    )  # fmt: skip


def _overlap(thread: Thread, spells: list[_Spell]) -> bool:
    """Tell whether several interests of one stake ran at once."""
    days = {each.start or date.min for each in spells}
    return thread.kind == "stake" and any(
        sum(_runs(each, day) for each in spells) > 1 for day in days
    )
