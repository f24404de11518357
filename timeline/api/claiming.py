"""Write the rows of what is claimed of companies by each day known, for answers in SQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from hashlib import md5
from typing import TYPE_CHECKING, Any

from attrs import astuple

from timeline.show import data
from timeline.store.models import Models
from timeline.views.bearing import each_bearing
from timeline.views.claimed import claimed, gone_by, to_all
from timeline.views.line import led_to, told_prior, unknown_prior
from timeline.views.stood import standing_days

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from fractions import Fraction

    from timeline.store.kept import Kept
    from timeline.views.claimed import Claimed
    from timeline.views.claims import Claim, Key
    from timeline.views.in_force import InForce
    from timeline.views.knowable import Knowable, Known
    from timeline.views.level import Level

    Row = tuple[Any, ...]

__all__ = ["claims", "claims_of", "holding_of"]

_PLACES = 2**31  # within a day that a column holds: those beyond are all one


def claims(knowable: Knowable, names: Iterable[str]) -> Models:
    """Return what is claimed of companies, and what bears on all that is held of them."""
    several = sorted(names)
    found = [claimed(name, knowable) for name in several]
    return Models(
        names=dict.fromkeys(("claims", "bearings", "settled"), several),
        rows={
            "claims": [row for each in found for row in _claims(each)],
            "bearings": [row for each in found for row in _bearings(each)],
            "settled": [(each.company, each.settled) for each in found if each.says],
        },
    )


def claims_of(
    knowable: Knowable, company: str, keys: Collection[Key], kept: Kept, new: Collection[int]
) -> Models | None:
    """Return what is claimed of a few holdings of a company, of which facts `new` tell too.

    None where what is claimed of one may end what others hold: all has to be told again then.
    """
    numbers = {holding_of(key) for key in keys}
    facts = {place for each in numbers for place in kept.positions.get(each, ())} | {*new}
    told = claimed(company, knowable, only=facts)
    by_key = dict(_by_key(told))
    if kept.ends or any(
        to_all(one.told, [each.told for each in by_key[key]]) for key in keys for one in by_key[key]
    ):
        return None
    return Models(
        names={"claims_of": sorted(numbers), "settled": [company]},
        rows={
            "claims": [row for row in _claims(told) if row[1] in numbers],
            "settled": [(company, max(told.settled, kept.settled))],
        },
    )


def holding_of(key: Key) -> int:
    """Return the number of a holding: 64 bits of the MD5 of what it is of.

    In SQL, `md5_number_lower(text)` of the same text.
    """
    text = "\n".join((*key.holders, key.company, key.interest, key.class_, key.unit))
    digest = md5(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).digest()
    return int.from_bytes(digest[8:], "little")


def _claims(told: Claimed) -> Iterator[Row]:
    for key, several in _by_key(told):
        now = [each.told for each in several if each.last == date.max]
        stands = {id(claim): days for claim, days in standing_days(now)}
        holding, gone = _holding(key), gone_by(several)
        for each, borne in zip(several, each_bearing(several), strict=True):
            days = *(stands.get(id(each.told)) or (None, None)), each.first, each.last, gone(each)
            yield (*holding, *_days(each.told.source), *days, *astuple(borne), *_claim(each.told))


def _by_key(told: Claimed) -> list[tuple[Key, list[Known[Claim]]]]:
    by_key: dict[Key, list[Known[Claim]]] = {}
    for each in told.claims:
        by_key.setdefault(each.told.key, []).append(each)
    return sorted(by_key.items(), key=lambda each: each[0].parts)


def _holding(key: Key) -> Row:
    return (
        key.company, holding_of(key), key.holders[0], list(key.holders), len(key.holders) > 1,
        key.interest, key.class_ or None, key.unit,
    )  # fmt: skip


def _claim(claim: Claim) -> Row:
    source, prior = claim.source, told_prior(claim)
    return (
        source.certainty, *_level(led_to(claim, None).level), claim.after is not None,
        *_level(prior or unknown_prior(claim)), prior is not None,
        _figure(claim.by), claim.observed, claim.by_control, claim.basis, source.standing,
        source.public.earliest, source.public.latest, source.id, source.recorded.position,
    )  # fmt: skip


def _bearings(told: Claimed) -> Iterator[Row]:
    for founding in told.foundings:
        yield (
            told.company, "founded", None, None, *_when(founding, founding.told),
            founding.told.id, founding.told.recorded.position,
        )  # fmt: skip
    for each in told.loosenings:
        source = each.told.source
        yield (
            told.company, "issued" if each.told.holder is None else "control-ended",
            each.told.holder, each.told.class_ or None, *_when(each, source),
            source.id, source.recorded.position,
        )  # fmt: skip


def _when(known: Known[Any], source: InForce) -> tuple[object, ...]:
    return *_days(source), known.first, known.last, source.certainty


def _days(source: InForce) -> tuple[date, date, int | None]:
    order = source.order
    within = None if order is None else max(-_PLACES, min(order, _PLACES - 1))
    return source.span.earliest, source.span.latest, within


def _level(level: Level) -> tuple[Decimal | None, Decimal | None, bool, bool]:
    return _figure(level.low), _figure(level.high, up=True), level.low_open, level.high_open


def _figure(value: Fraction | None, *, up: bool = False) -> Decimal | None:
    told = data.decimal(value, up=up)
    return None if told is None else Decimal(told)
