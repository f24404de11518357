"""Say what the facts, taken together, cannot be: a finding of a rule, and how it reads figures."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.facts.entry import Recorded
from timeline.facts.ownership import StakeChanged, StakeStated
from timeline.money import Count
from timeline.numbers import plain
from timeline.shares import Points, Share

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from timeline.errors import Severity
    from timeline.views.claims import Claim
    from timeline.views.in_force import InForce
    from timeline.views.level import Level

__all__ = [
    "RULES",
    "Finding",
    "days",
    "found",
    "half",
    "held_by",
    "percent",
    "rounding",
    "several",
    "written",
]

RULES: dict[str, Severity] = {
    "above-whole": "error",
    "after-dissolution": "error",
    "before-founding": "error",
    "changed-between": "warning",
    "correction-circle": "error",
    "disputed": "warning",
    "does-not-add-up": "error",
    "end-before-start": "error",
    "entity-circle": "error",
    "impossible-step": "error",
    "likely-duplicate": "warning",
    "of-itself": "warning",
    "part-circle": "error",
    "pledged-more": "warning",
    "rival-corrections": "error",
    "sold-more": "error",
    "told-before": "error",
}
"""What is reported of the facts taken together, and how grave it is.

An error cannot be so; a warning is odd, or wants a decision. Neither keeps a
ledger from being recorded: what was told was told.
"""

_NOTHING = Fraction(0)


@frozen(kw_only=True)
class Finding:
    """What a rule finds: the message with the figures, the hint, the facts concerned.

    It is reported at one of them: `name` is the id that files use for it, `at`
    its record, `field` the field of it that shows the fault.
    """

    rule: str
    message: str
    hint: str
    name: str
    at: Recorded = field(eq=False)
    field: str = ""
    facts: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return RULES[self.rule]


def found(  # noqa: PLR0913 - a finding has these parts
    rule: str,
    source: InForce,
    message: str,
    hint: str = "",
    *,
    field: str = "",
    among: Iterable[InForce] = (),
) -> Finding:
    """Return the finding of a rule at a fact, with the others that it concerns."""
    others = (each.id for each in among)
    return Finding(
        rule=rule, message=message, hint=hint, name=source.id, at=source.recorded, field=field,
        facts=tuple(dict.fromkeys((source.id, *others))),
    )  # fmt: skip


# How far a figure may have been rounded


def half(value: object, *, whole: bool = False) -> Fraction:
    """Return half of the last place of a figure as written: how far it may have been rounded.

    A number with no decimals is exact where figures are added up, 7.86 less 6 is
    not 1.43; told beside another of the same (`whole`) it may be a rounder one.
    A count keeps no places: of one that ends in noughts the last place is taken
    to be the last that is none, but never more than half a percent of it.
    """
    if isinstance(value, (Share, Points)):
        return _exactly(value.half_place) if value.places or whole else _NOTHING
    if isinstance(value, Count) and value.bounds.exact and value.bounds.low:
        exponent = value.bounds.low.normalize().as_tuple().exponent
        if isinstance(exponent, int) and exponent > 0:
            exact = Fraction(value.bounds.low)
            return min(Fraction(5 * 10 ** (exponent - 1)), exact / 200)
    return _NOTHING


@lru_cache(maxsize=256)
def _exactly(number: Decimal) -> Fraction:
    """Return a number as a fraction: halves of places are few, and asked for again and again."""
    return Fraction(number)


def rounding(claim: Claim, *, before: bool = False, whole: bool = False) -> Fraction:
    """Return how far the level that a claim leads to (or starts from) may have been rounded."""
    fact = claim.source.fact
    counted = claim.key.unit == "shares"
    if isinstance(fact, StakeStated):
        return half(fact.shares if counted else fact.stake, whole=whole)
    if not isinstance(fact, StakeChanged):
        return _NOTHING
    if before and claim.before is not None:
        return half(fact.shares_before if counted else fact.before, whole=whole)
    after = half(fact.shares_after if counted else fact.after, whole=whole)
    return after if not before else after + half(fact.shares if counted else fact.by, whole=whole)


# Words


def percent(value: Fraction) -> str:
    """Write a number of percent."""
    return f"{_plain(value)}%"


def written(level: Level, unit: str = "percent") -> str:
    """Write a level as a person would: `3.34%`, `>50%`, `1000 shares`."""
    sign = "%" if unit == "percent" else " shares"
    low = f"{_plain(level.low)}{sign}"
    if level.exact:
        return low
    if level.high is None or (level.high == 100 and unit == "percent"):  # noqa: PLR2004
        return f"{'>' if level.low_open else '>='}{low}"
    high = f"{_plain(level.high)}{sign}"
    if level.low == 0:
        return f"{'<' if level.high_open else '<='}{high}"
    return f"{'(' if level.low_open else '['}{low}, {high}{')' if level.high_open else ']'}"


def _plain(value: Fraction) -> str:
    return plain(Decimal(value.numerator) / Decimal(value.denominator))


def held_by(claim: Claim) -> str:
    """Name whose holding of what a claim is of: “blue-kite” of “red-boat”."""
    key = claim.key
    what = "" if key.interest == "shares" else f", {key.interest}"
    what += f", class {key.class_}" if key.class_ else ""
    return f"{several(key.holders)} of “{key.company}”{what}"


def several(names: Iterable[str]) -> str:
    """Name one or several: “blue-kite” and “red-boat”."""
    quoted = [f"“{each}”" for each in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def days(source: InForce) -> str:
    """Write when a fact happened: as it was told, else by when it was."""
    told = source.fact.occurred
    return str(told) if told is not None else f"[..{_iso(source.span.latest)}]"


def _iso(day: date) -> str:
    return day.isoformat()
