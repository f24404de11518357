"""Find what the claims of one holding say against each other."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from attrs import evolve

from timeline.views.books import preceding
from timeline.views.finding import Finding, days, found, half, held_by, rounding, written
from timeline.views.level import ALL, Level
from timeline.views.line import Line, told_prior
from timeline.views.standing import first_of_day, last_of_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from timeline.views.books import Books
    from timeline.views.claims import Claim
    from timeline.views.question import Span

__all__ = ["changed_between", "disputed", "sold_more"]


def sold_more(books: Books) -> Iterator[Finding]:
    """Report a holder who parts with more than is definitely held."""
    for claims in books.by_key.values():
        losses = [
            each
            for each in claims
            if each.by is not None and each.by < 0 and each.after is None and each.basis == "change"
        ]
        line = Line(claims) if losses else None
        told: set[Span] = set()
        for each in sorted(losses, key=_place):
            prior = line.prior(each, each.span.latest) if line is not None else None
            if prior is None or prior.high is None or each.by is None or each.span in told:
                continue
            before = [each] if each.before is not None else _until(claims, each)
            near = sum((_rounded(other) for other in before), _moved_rounding(each))
            if -each.by - near > prior.high:
                told.add(each.span)
                yield _sold_more(each, prior, before)


def _sold_more(claim: Claim, prior: Level, before: Sequence[Claim]) -> Finding:
    sold = -(claim.by or Fraction(0))
    unit = claim.key.unit
    return found(
        "sold-more", claim.source,
        f"{written(Level(sold, sold), unit)} less than before on {days(claim.source)} is more than"
        f" the {written(prior, unit)} that were held until then: {held_by(claim)}",
        "mend the figure, or add how the holding had grown",
        field="shares" if unit == "shares" else "by",
        among=(each.source for each in before),
    )  # fmt: skip


def _until(claims: Sequence[Claim], claim: Claim) -> list[Claim]:
    """Return the claims of a holding that the prior of one is read or worked out from."""
    before = preceding(claims, claim)
    if all(each.after is not None for each in before):
        return before
    return [
        each
        for each in claims
        if each is not claim and each.span.earliest <= claim.span.latest
    ]  # fmt: skip


def _rounded(claim: Claim) -> Fraction:
    return max(rounding(claim), rounding(claim, before=True)) + _moved_rounding(claim)


def _moved_rounding(claim: Claim) -> Fraction:
    fact = claim.source.fact
    return half(getattr(fact, "shares" if claim.key.unit == "shares" else "by", None))


# A later assertion that differs


def changed_between(books: Books) -> Iterator[Finding]:
    """Report a level asserted that differs from the one that definitely stood until then."""
    for key, claims in books.by_key.items():
        if len(claims) < 2:  # noqa: PLR2004 - one is compared with another
            continue
        line: Line | None = None
        for each in claims:
            seen = each.after if each.observed else told_prior(each)
            before = preceding(claims, each) if seen is not None else []
            if seen is None or not before or _issued(books, key.company, before, each):
                continue
            line = line or Line(claims)
            levels = [line.result(other, other.span.latest)[0] for other in before]
            near = rounding(each, before=not each.observed, whole=True)
            wide = [_wider(level, near + rounding(other, whole=True))
                    for level, other in zip(levels, before, strict=True)]  # fmt: skip
            if not any(level.meets(seen) for level in wide):
                yield _changed_between(each, seen, before, levels)


def _changed_between(
    claim: Claim, seen: Level, before: Sequence[Claim], levels: Sequence[Level]
) -> Finding:
    unit = claim.key.unit
    stood = " or ".join(
        f"{written(level, unit)} ({other.source.id})"
        for level, other in zip(levels, before, strict=True)
    )
    when = "held" if claim.observed else "held before the change"
    field = "before" if claim.before is not None else "by"
    return found(
        "changed-between", claim.source,
        f"{written(seen, unit)} is told to be {when} on {days(claim.source)}, where {stood} stood:"
        f" {held_by(claim)}",
        "something changed on an unknown day between: add what did, or mend a figure",
        field="stake" if claim.observed else field,
        among=(each.source for each in before),
    )  # fmt: skip


def _issued(books: Books, company: str, before: Sequence[Claim], claim: Claim) -> bool:
    """Tell whether the number of shares may have changed between two claims."""
    first = min(each.span.earliest for each in before)
    own = {each.source.id for each in (*before, claim)}
    return any(
        each.span.latest >= first and each.span.earliest <= claim.span.latest and each.id not in own
        for each in books.issues.get(company, ())
    )


def _wider(level: Level, by: Fraction) -> Level:
    if not by:
        return level
    high = None if level.high is None else level.high + by
    return Level(level.low - by, high)


# Claims of one day


def disputed(books: Books) -> Iterator[Finding]:
    """Report claims of one day that cannot all be true."""
    for claims in books.by_key.values():
        for several in _of_one_day(claims):
            yield from _at_odds(several)
    yield from _all_of_it(books)


def _of_one_day(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    by_day: dict[Span, list[Claim]] = {}
    for each in claims:
        if each.span.exact:
            by_day.setdefault(each.span, []).append(each)
    for several in by_day.values():
        if len(several) > 1:
            yield sorted(several, key=lambda each: each.source.recorded.position)


def _at_odds(claims: Sequence[Claim]) -> Iterator[Finding]:
    last = last_of_day(claims, claims[0].span.latest)
    for one, other in combinations(_unlike(last, before=False), 2):
        if not _meet(one, other, one.after, other.after):
            yield _disputed(other, one, other.after, one.after)
            return
    for one, other in combinations(_unlike(first_of_day(claims), before=True), 2):
        if not _meet(one, other, one.before, other.before, before=True):
            yield _disputed(other, one, other.before, one.before, before=True)
            return


def _unlike(claims: Iterable[Claim], *, before: bool) -> list[Claim]:
    """Return the first claim of each level told, as precisely: what is told twice is one."""
    found: dict[tuple[Level, object], Claim] = {}
    for each in claims:
        level = each.before if before else each.after
        if level is not None:
            found.setdefault((level, rounding(each, before=before, whole=True)), each)
    return list(found.values())


def _meet(
    one: Claim, other: Claim, level: Level | None, against: Level | None, *, before: bool = False
) -> bool:
    if level is None or against is None:
        return True
    near = sum(rounding(each, before=before, whole=True) for each in (one, other))
    return _wider(level, Fraction(near)).meets(against)


def _disputed(
    claim: Claim, other: Claim, level: Level | None, against: Level | None, *, before: bool = False
) -> Finding:
    told = [written(each, claim.key.unit) for each in (level, against) if each is not None]
    return found(
        "disputed", claim.source,
        f"{told[0]} is told {'to be held before' if before else 'for'} {days(claim.source)},"
        f" and {told[-1]} by “{other.source.id}”: {held_by(claim)}",
        "correct the one that is wrong; where both were so in turn, give each its order",
        field="before" if before else "stake" if claim.observed else "after",
        among=[other.source],
    )  # fmt: skip


def _all_of_it(books: Books) -> Iterator[Finding]:
    """Report a holding in a company of which another has all on the same day."""
    whole = [
        each for claims in books.by_key.values() for each in claims
        if each.after == ALL and each.key.unit == "percent" and each.span.exact
    ]  # fmt: skip
    beside: dict[tuple[Span, str], list[Claim]] = {}
    for claims in books.by_key.values() if whole else ():
        for each in claims:
            if each.after is not None and each.after.is_something:
                beside.setdefault((each.span, each.key.company), []).append(each)
    for each in whole:
        for other in beside[each.span, each.key.company]:
            apart = not set(each.key.holders) & set(other.key.holders)
            like = evolve(other.key, holders=each.key.holders) == each.key
            first = other.after != ALL or _place(other) > _place(each)
            ordered = other.order is not None and each.order is not None
            if apart and like and first and not ordered:
                yield _disputed(other, each, other.after, each.after)


def _place(claim: Claim) -> tuple[object, ...]:
    return claim.span.latest, claim.span.earliest, claim.source.id
