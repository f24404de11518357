"""Find what the claims of one holding say against each other."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from timeline.views.finding import Finding, days, found, held_by, written
from timeline.views.level import ALL, Level
from timeline.views.line import told_prior
from timeline.views.preceding import Preceding
from timeline.views.rounding import alike, half, near, rounding
from timeline.views.standing import first_of_day, last_of_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from timeline.views.books import Books
    from timeline.views.claims import Claim
    from timeline.views.question import Span
    from timeline.views.stretches import Stretch

__all__ = ["changed_between", "disputed", "sold_more"]

_ANY = Level(Fraction(0), None)


def sold_more(books: Books) -> Iterator[Finding]:
    """Report a holder who parts with more than is definitely held; once until a level is told."""
    for key, claims in books.by_key.items():
        if any(_is_loss(each) for each in claims):
            yield from _losses(claims, books.stretches(key))


def _is_loss(claim: Claim) -> bool:
    """Tell whether a claim says how much less is held, and not how much is left."""
    less = claim.by is not None and claim.by < 0
    return less and claim.after is None and claim.basis == "change"


def _losses(claims: Sequence[Claim], parts: Iterable[Stretch]) -> Iterator[Finding]:
    preceding, base = Preceding(claims), _Base()
    for stretch in parts:
        here = _Base()
        here.add(stretch.claims)
        if any(each.after is not None or each.before is not None for each in stretch.claims):
            base.told = False
        for each in sorted(filter(_is_loss, stretch.claims), key=_place):
            prior = None if base.told else stretch.prior(each)
            if prior is None or prior.high is None or each.by is None:
                continue
            before = [each] if each.before is not None else preceding.of(each)
            near = sum(map(_rounded, before), Fraction(0))
            if not before or any(one.after is None and one is not each for one in before):
                before, near = [*base.claims, *stretch.claims], base.near + here.near
            if -each.by - near - _moved_rounding(each) > prior.high:
                base.told = True
                yield _sold_more(each, prior, before)
        if all(each.after is not None for each in stretch.claims):
            base.clear()
        base.add(stretch.claims)


class _Base:
    """The claims that a level is worked out from, and how far their figures may be rounded."""

    def __init__(self) -> None:
        self.told = False
        self.clear()

    def clear(self) -> None:
        self.claims: list[Claim] = []
        self.near = Fraction(0)

    def add(self, claims: Iterable[Claim]) -> None:
        several = list(claims)
        self.claims += several
        self.near += sum(map(_rounded, several), Fraction(0))


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
        preceding = Preceding(claims)
        for each in claims:
            seen = each.after if each.observed else told_prior(each)
            before = preceding.of(each) if seen is not None else []
            if seen is None or not before or _issued(books, key.company, before, each):
                continue
            levels = [books.result(other) or _ANY for other in before]
            rounded = near(each, before=not each.observed)
            told = zip(levels, before, strict=True)
            if not any(_one(level, seen, rounded + near(other)) for level, other in told):
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
    issues = books.issues.get(company)
    first = min(each.span.earliest for each in before)
    own = {each.source.id for each in (*before, claim)}
    return issues is not None and any(
        each.id not in own for each in issues.meeting(first, claim.span.latest)
    )


def _one(level: Level, other: Level, rounded: Fraction) -> bool:
    """Tell whether two levels may be one, both together rounded by no more than so much."""
    if level.exact and other.exact:
        return alike(level, other, rounded)
    return _wider(level, rounded).meets(other)


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
    if pair := _farthest(_unlike(last, before=False), before=False):
        one, other = pair
        yield _disputed(other, one, other.after, one.after)
    elif pair := _farthest(_unlike(first_of_day(claims), before=True), before=True):
        one, other = pair
        yield _disputed(other, one, other.before, one.before, before=True)


def _farthest(claims: Sequence[Claim], *, before: bool) -> tuple[Claim, Claim] | None:
    """Return the two that are farthest apart, where they cannot both be true.

    Several levels have a value in common if each two of them have.
    """
    wide = [
        (_wider(level, near(each, before=before)), at)
        for at, each in enumerate(claims)
        if (level := each.before if before else each.after) is not None
    ]
    bounded = [each for each in wide if each[0].high is not None]
    if not bounded:
        return None
    highest = max(wide, key=lambda each: (each[0].low, each[0].low_open))
    lowest = min(bounded, key=lambda each: (each[0].high, not each[0].high_open))
    one, other = (claims[at] for at in sorted((highest[1], lowest[1])))
    levels = (one.before, other.before) if before else (one.after, other.after)
    return None if _meet(one, other, *levels, before=before) else (one, other)


def _unlike(claims: Iterable[Claim], *, before: bool) -> list[Claim]:
    """Return the first claim of each level told, as precisely: what is told twice is one."""
    found: dict[tuple[Level, object], Claim] = {}
    for each in claims:
        level = each.before if before else each.after
        if level is not None:
            found.setdefault((level, near(each, before=before)), each)
    return list(found.values())


def _meet(
    one: Claim, other: Claim, level: Level | None, against: Level | None, *, before: bool = False
) -> bool:
    if level is None or against is None:
        return True
    rounded = [near(each, before=before) for each in (one, other)]
    return _one(level, against, sum(rounded, Fraction(0)))


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
    whole: dict[object, list[Claim]] = {}
    for claim in _percent(books):
        if claim.after == ALL and claim.span.exact:
            whole.setdefault(_kind_and_day(claim), []).append(claim)
    firsts = {kind: _first_of_each(several) for kind, several in whole.items()}
    for other in _percent(books) if whole else ():
        if other.after is None or not other.after.is_something:
            continue
        for each in firsts.get(_kind_and_day(other), ()):
            apart = not set(each.key.holders) & set(other.key.holders)
            first = other.after != ALL or _place(other) > _place(each)
            ordered = other.order is not None and each.order is not None
            if apart and first and not ordered:
                yield _disputed(other, each, other.after, each.after)
                break


def _percent(books: Books) -> Iterator[Claim]:
    return (
        each for key, claims in books.by_key.items() if key.unit == "percent" for each in claims
    )  # fmt: skip


def _kind_and_day(claim: Claim) -> tuple[object, ...]:
    return claim.span, claim.key.company, claim.key.interest, claim.key.class_


def _first_of_each(whole: Iterable[Claim]) -> list[Claim]:
    """Return the first two holders of all of a company, with and without an order told."""
    found: dict[tuple[bool, int], Claim] = {}
    for each in sorted(whole, key=_place):
        ordered = each.order is not None
        first = found.setdefault((ordered, 1), each)
        if not set(first.key.holders) & set(each.key.holders):
            found.setdefault((ordered, 2), each)
    return list(found.values())


def _place(claim: Claim) -> tuple[object, ...]:
    return claim.span.latest, claim.span.earliest, claim.source.id
