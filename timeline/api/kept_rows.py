"""Read back what the read models keep, as the commands print it: see `modelled`."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from attrs import frozen

from timeline.dates import Certainty
from timeline.show import data
from timeline.views.asked import Answer, Asked
from timeline.views.claims import Key
from timeline.views.control import Controlled
from timeline.views.held import Held
from timeline.views.lag import Telling
from timeline.views.level import Level
from timeline.views.question import Span
from timeline.views.state import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.views import thresholds

    Row = tuple[Any, ...]

__all__ = [
    "changed_control", "changed_stake", "control", "control_change", "courses", "is_kept",
    "number", "stake", "stake_change", "telling",
]  # fmt: skip

_PLACES = 12  # that are kept of a level
_DAY = timedelta(days=1)
_OF = 6  # columns that say what a stake is of
_BOUNDS = ("low", "high", "low_open", "high_open")


def stake(row: Row) -> dict[str, Any]:
    """Write what was held on a day, as `own` prints it."""
    of, (
        low, high, low_open, high_open, certainty, exists, basis, disputed, since, asserted,
        standing, first, last, facts,
    ) = row[:_OF], row[_OF:]  # fmt: skip
    return {
        **_of(of),
        "low": _plain(low),
        "high": _plain(high),
        "low_open": low_open,
        "high_open": high_open,
        "fraction": None,
        "since": since,
        "last_asserted": asserted,
        "certainty": certainty,
        "exists": exists,
        "basis": basis,
        "disputed": disputed,
        "standing": standing,
        "public": data.span(Span(first, last)),
        "paths": [],
        "facts": facts,
    }


def control(row: Row) -> dict[str, Any]:
    """Write who controlled whom, as `own` prints it."""
    company, holder, certainty, facts = row
    return {"holder": holder, "company": company, "certainty": certainty, "facts": facts}


def stake_change(row: Row) -> dict[str, Any]:
    """Write a stake that was another on two days, as `diff` prints it."""
    of, sides = row[:_OF], row[_OF:]
    before, after = (_then(of[-1], *sides[at : at + 4]) for at in (0, 4))
    return {
        **_of(of),
        "before": before,
        "after": after,
        "facts": _together(before, after),
    }


def control_change(row: Row) -> dict[str, Any]:
    """Write a control that was another on two days, as `diff` prints it."""
    company, holder, *sides = row
    before, after = (
        None if sides[at] is None else {"certainty": sides[at], "facts": sides[at + 1]}
        for at in (0, 2)
    )
    facts = _together(before, after)
    return {"holder": holder, "company": company, "before": before, "after": after, "facts": facts}


def changed_stake(row: Row) -> Change:
    """Return a stake that was another on two days, without the facts behind it: see `diff`."""
    company, _, holders, interest, class_, unit, *sides = row
    key = Key(tuple(holders), company, interest, class_ or "", unit)
    before, after = (_held(key, sides[at], sides[at + 2]) for at in (0, 4))
    of = key.holders, key.company, key.interest, key.class_, key.unit
    return Change(asked=Asked("own", of), before=before, after=after)


def changed_control(row: Row) -> Change:
    """Return a control that was another on two days, without the facts behind it: see `diff`."""
    company, holder, *sides = row
    before, after = (_controlled(holder, company, sides[at]) for at in (0, 2))
    return Change(asked=Asked("control", (holder, company)), before=before, after=after)


def telling(row: Row) -> tuple[Telling, str | None]:
    """Return a fact in one source, and who published that."""
    document, publisher, earliest, latest, public_first, public_last, recorded, ahead = row
    told = Telling(
        source=document, happened=Span(earliest, latest),
        published=Span(public_first, public_last), recorded=recorded, ahead=ahead,
    )  # fmt: skip
    return told, publisher


def is_kept(level: Fraction) -> bool:
    """Tell whether a level is no finer than what is kept of one."""
    scaled: Fraction = level * 10**_PLACES
    return scaled.denominator == 1


def number(level: Fraction) -> Decimal:
    """Return a level as it is kept."""
    return Decimal(level.numerator) / level.denominator


@frozen
class Stood:
    """How a holding stood during a spell."""

    level: Level
    certainty: Certainty
    basis: str
    facts: list[str]

    @classmethod
    def of(cls, other: thresholds.Stood) -> Stood:
        """Return no more of how a holding stood than that."""
        return cls(other.level, other.certainty, other.basis, other.facts)


@frozen
class Point:
    """How a holding stood from a day on; None where nothing is told of it."""

    on: date
    held: Stood | None


def courses(spells: Iterable[Row], last: date) -> Iterator[tuple[Key, list[Point]]]:
    """Give the course of each holding in percent up to a day, from its spells in their order."""
    for (company, holders, *of), several in groupby(spells, itemgetter(0, 1, 2, 3)):
        interest, class_ = of
        yield Key(tuple(holders), company, interest, class_), list(_points(several, last))


def _points(spells: Iterable[Row], last: date) -> Iterator[Point]:
    """Give the points of a course, those too from which on nothing is told."""
    following = date.min
    for *_, since, until, low, high, low_open, high_open, certainty, basis, facts in spells:
        if since > following or (following == date.min and since > date.min):
            yield Point(following, None)
        level = _level(low, high, low_open, high_open)
        yield Point(since, Stood(level, certainty, basis, facts))
        following = until + _DAY if until < last else date.max
    if following <= last and following < date.max:
        yield Point(following, None)


def _of(row: Row) -> dict[str, Any]:
    """Write what a stake is of."""
    company, holder, holders, interest, class_, unit = row
    return {
        "holder": holder,
        "holders": holders,
        "company": company,
        "interest": interest,
        "class": class_,
        "unit": unit,
    }


def _then(
    unit: str, says: dict[str, Any] | None, exists: str, basis: str, facts: list[str]
) -> dict[str, Any] | None:
    """Write how a stake stood on one of two days."""
    if says is None:
        return None
    return {
        "low": _plain(says["low"]),
        "high": _plain(says["high"]),
        "low_open": says["low_open"],
        "high_open": says["high_open"],
        "fraction": None,
        "unit": unit,
        "certainty": says["certainty"],
        "exists": exists,
        "basis": basis,
        "disputed": says["disputed"],
        "facts": facts,
    }


def _held(key: Key, says: dict[str, Any] | None, basis: str) -> Answer | None:
    """Return how a stake stood on one of two days."""
    if says is None:
        return None
    certainty, disputed = says["certainty"], says["disputed"]
    held = Held(
        key=key, level=_level(*(says[each] for each in _BOUNDS)), certainty=certainty,
        claims=(), basis=basis, disputed=disputed,
    )  # fmt: skip
    return Answer(rows=(held,), says=held.level, surely=(certainty, disputed))


def _controlled(holder: str, company: str, certainty: Certainty | None) -> Answer | None:
    """Return whether one controlled a company on one of two days."""
    if certainty is None:
        return None
    found = Controlled(
        holder=holder, company=company, stands=certainty, certainty=certainty, claims=()
    )
    return Answer(rows=(found,), says="controlled", surely=certainty)


def _level(low: Decimal, high: Decimal | None, low_open: bool, high_open: bool) -> Level:  # noqa: FBT001 - as they stand in a row
    return Level(Fraction(low), None if high is None else Fraction(high), low_open, high_open)


def _together(*sides: dict[str, Any] | None) -> list[str]:
    return sorted({name for each in sides if each is not None for name in each["facts"]})


def _plain(value: Decimal | None) -> str | None:
    """Write a level without the noughts at its end."""
    return None if value is None else f"{value:f}".rstrip("0").rstrip(".")
