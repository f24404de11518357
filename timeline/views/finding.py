"""Say what the facts, taken together, cannot be: a finding of a rule, and its words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.facts.entry import Recorded
from timeline.numbers import plain

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
    "held_by",
    "percent",
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
    "moves-nothing": "warning",
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
