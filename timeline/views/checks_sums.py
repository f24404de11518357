"""Find facts whose own figures, or own parties, do not go together."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from timeline.facts.companies import CompanyMerged
from timeline.facts.deals import AgreementMade, DealMoved
from timeline.facts.market import PriceMoved
from timeline.facts.ownership import CapitalChanged, ControlStated, StakeChanged, StakeStated
from timeline.shares import Share
from timeline.views.finding import Finding, days, found, several
from timeline.views.level import WHOLE, Level
from timeline.views.rounding import half

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.facts.fact import EntityRef
    from timeline.money import Count
    from timeline.views.books import Books
    from timeline.views.in_force import InForce

__all__ = ["does_not_add_up", "of_itself", "prices"]

_LOST = frozenset({"sold", "diluted", "redeemed", "lapsed"})
_FEWER = frozenset({"buyback", "consolidation"})
_MORE = frozenset({"issue", "conversion", "split"})


def does_not_add_up(books: Books) -> Iterator[Finding]:
    """Report a change whose before, by and after cannot go together."""
    for each in books.facts:
        fact = each.fact
        if isinstance(fact, StakeChanged):
            yield from _stake(each, fact)
        elif isinstance(fact, CapitalChanged):
            yield from _capital(each, fact)


def _stake(source: InForce, fact: StakeChanged) -> Iterator[Finding]:
    lost = fact.cause in _LOST
    who = fact.holder or fact.to or ""
    whose = f"“{who}” of “{fact.company}”"
    if fact.by is not None:
        by = Fraction(fact.by.value)
        moved = -abs(by) if lost else by
        near = half(fact.before) + half(fact.by) + half(fact.after)
        first, last = (_level(each) if each else WHOLE for each in (fact.before, fact.after))
        if not _leads(first, moved, near, last):
            told = [str(each) if each else "anything" for each in (fact.before, fact.after)]
            yield _wrong(source, told[0], _signed(fact.by.value, lost=lost), "points",
                         told[1], whose, "by")  # fmt: skip
            return
    if fact.shares_before and fact.shares and fact.shares_after and fact.cause is not None:
        count = fact.shares.bounds.low if fact.shares.bounds.exact else None
        if count is not None:
            moved = Fraction(-count if lost else count)
            near = half(fact.shares_before) + half(fact.shares) + half(fact.shares_after)
            if not _leads(_level(fact.shares_before), moved, near, _level(fact.shares_after)):
                yield _wrong(source, str(fact.shares_before), _signed(count, lost=lost), "shares",
                             str(fact.shares_after), whose, "shares")  # fmt: skip
                return
    for before, after in ((fact.before, fact.after), (fact.shares_before, fact.shares_after)):
        if before is not None and after is not None:
            yield from _against(source, fact.cause, before, after, whose)


def _against(
    source: InForce, cause: str | None, before: Share | Count, after: Share | Count, whose: str
) -> Iterator[Finding]:
    """Report a sale after which more is held, or a purchase after which less is."""
    first, last, near = _level(before), _level(after), half(before) + half(after)
    rose = first.high is not None and last.low - near > first.high
    fell = last.high is not None and last.high + near < first.low
    if (cause == "sold" and rose) or (cause == "bought" and fell):
        yield found(
            "does-not-add-up", source,
            f"{cause} on {days(source)}, and yet from {before} to {after}: {whose}",
            "mend the cause, or the figures", field="cause",
        )  # fmt: skip


def _capital(source: InForce, fact: CapitalChanged) -> Iterator[Finding]:
    if fact.before is None or fact.after is None:
        return
    first, last = _level(fact.before), _level(fact.after)
    rose = first.high is not None and last.low > first.high
    fell = last.high is not None and last.high < first.low
    if (fact.cause in _FEWER and rose) or (fact.cause in _MORE and fell):
        yield found(
            "does-not-add-up", source,
            f"{fact.cause} on {days(source)}, and yet from {fact.before} to {fact.after} shares"
            f" of “{fact.company}”",
            "mend the cause, or the figures", field="cause",
        )  # fmt: skip


def _level(value: Share | Count) -> Level:
    return Level.of_share(value) if isinstance(value, Share) else Level.of_count(value)


def _leads(before: Level, by: Fraction, near: Fraction, after: Level) -> bool:
    """Tell whether a change may lead from one level to the other, rounded as they were."""
    high = None if before.high is None else before.high + by + near
    return Level(before.low + by - near, high).meets(after)


def _signed(value: Decimal, *, lost: bool) -> tuple[str, str]:
    return ("less" if lost or value < 0 else "plus"), format(abs(value), "f")


def _wrong(  # noqa: PLR0913, PLR0917 - the three figures, and whose they are
    source: InForce, before: str, by: tuple[str, str], unit: str, after: str, whose: str, field: str
) -> Finding:
    sign, moved = by
    return found(
        "does-not-add-up", source,
        f"{before} {sign} {moved} {unit} is not {after}: {whose} on {days(source)}",
        "mend the figure that is wrong; where the source says so, keep two of them and say it"
        " in a note",
        field=field,
    )  # fmt: skip


# Of itself


def of_itself(books: Books) -> Iterator[Finding]:
    """Report a company that holds, controls, buys or sells to itself."""
    for each in books.facts:
        for what, names, field in _ends(each):
            if names:
                yield found(
                    "of-itself", each, f"{several(sorted(names))} {what}",
                    'name the other one; shares in treasury are class = "treasury"', field=field,
                )  # fmt: skip


def _ends(source: InForce) -> Iterator[tuple[str, set[EntityRef], str]]:
    fact = source.fact
    if isinstance(fact, StakeChanged | StakeStated) and fact.class_ != "treasury":
        ends = {fact.holder, *fact.jointly_with}
        ends |= {getattr(fact, "to", None), getattr(fact, "from_", None)}
        yield "is said to hold a stake in itself", {fact.company} & ends, "company"
    if isinstance(fact, StakeChanged) and fact.to is not None:
        yield "is said to pass a stake to itself", {fact.to} & {fact.from_}, "to"
    if isinstance(fact, ControlStated):
        yield "is said to control itself", {fact.holder} & {fact.company}, "holder"
    if isinstance(fact, CompanyMerged):
        yield "is said to go up in itself", {fact.company} & {fact.into}, "into"
    if isinstance(fact, AgreementMade) and len(fact.parties) > 1:
        alone = {each.entity for each in fact.parties}
        yield "is said to agree with itself", alone if len(alone) == 1 else set(), "parties"
    if isinstance(fact, DealMoved) and fact.kind != "buyback":
        buyers = {each.entity for each in fact.parties if each.role in {"acquirer", "buyer"}}
        others = {each.entity for each in fact.parties if each.role in {"target", "seller"}}
        yield "is said to be on both sides of a deal", buyers & others, "parties"


# Prices


def prices(books: Books) -> Iterator[Finding]:
    """Report two moves of one line on one day that differ."""
    first: dict[tuple[object, ...], InForce] = {}
    for each in books.facts:
        fact = each.fact
        if not isinstance(fact, PriceMoved) or not each.span.exact or fact.order is not None:
            continue
        other = first.setdefault((fact.company, fact.line, each.span), each)
        against = other.fact
        if isinstance(against, PriceMoved) and other is not each and not _same(fact, against):
            yield found(
                "disputed", each,
                f"“{fact.company}” moved by {fact.percent or fact.direction} on {days(each)}, and"
                f" by {against.percent or against.direction} by “{other.id}”",
                "correct the one that is wrong, or say which line each is of",
                field="percent", among=[other],
            )  # fmt: skip


def _same(one: PriceMoved, other: PriceMoved) -> bool:
    """Tell whether two moves may be one, rounded as they were."""
    ways = [
        each.percent.direction if each.percent is not None else each.direction
        for each in (one, other)
    ]
    if one.percent is None or other.percent is None:
        return ways[0] == ways[1]
    if one.percent.value is None or other.percent.value is None:
        return ways[0] == ways[1]
    near = sum(Decimal(5).scaleb(-each.percent.places - 1) for each in (one, other) if each.percent)
    return abs(one.percent.value - other.percent.value) <= near
