"""Hold amounts of money and counts of things, exact or bounded.

Both are read as people write them: `15.47亿 CNY`, `>380bn CNY`, `US$4bn`, `8.822m`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.errors import ValueUnreadable
from timeline.numbers import (
    LONGEST,
    SCALES,
    Bounds,
    NumberUnreadable,
    excerpt,
    folded,
    read_bounds,
)

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["Amount", "AmountUnreadable", "Count"]

_NAMES = {
    "AUD": "A$ 澳元",
    "CAD": "C$ 加元",
    "CHF": "瑞士法郎",
    "CNY": "RMB yuan renminbi 元 人民币 人民幣 人民币元 元人民币 元人民幣",
    "EUR": "€ euro euros 欧元 歐元",
    "GBP": "£ 英镑 英鎊",
    "HKD": "HK$ 港元 港币 港幣",
    "INR": "₹ Rs Rs. rupees 卢比 盧比",
    "JPY": "JP¥ yen 日元 日圓",
    "KRW": "₩ won 韩元 韓元",
    "SGD": "S$ 新加坡元",
    "TWD": "NT$ 新台币 新台幣 新臺幣",
    "USD": "US$ $ dollars 美元 美金",
}
_CODES = {folded(name): code for code, names in _NAMES.items() for name in names.split()}
_ANY = "|".join(re.escape(name) for name in sorted(_CODES, key=len, reverse=True))
_CURRENCY = rf"(?P<currency>{_ANY}|[A-Z]{{3}})"
_SIGN = r"[<>]=?|[≤≥+-]|(?i:over|above|under|below|more than|less than|at least|at most|up to)\s|"
_BEFORE = re.compile(rf"(?P<sign>{_SIGN})\s*{_CURRENCY}\s*(?P<rest>[^A-Za-z\s].*)", re.DOTALL)
_AFTER = re.compile(rf"(?P<rest>.+?)\s*{_CURRENCY}", re.DOTALL)
_AS_CODE = "write its code in three capital letters, like CNY or USD"
_CODE = re.compile("[A-Z]{3}")


class AmountUnreadable(ValueUnreadable):
    """An amount of money, or a count, does not read as such."""

    def __init__(self, text: str, why: str = "is no amount", hint: str = "") -> None:
        """Show the text and why it was refused; the hint shows right forms."""
        forms = "write it like 15.47亿 CNY, >380bn CNY or [1bn, 2bn] USD"
        super().__init__(f"“{excerpt(text)}” {why}", hint or forms)


@frozen
class Amount:
    """An amount of money in one currency: every value that it may have."""

    bounds: Bounds
    currency: str

    def __attrs_post_init__(self) -> None:
        """Refuse a currency that is no code of three capital letters."""
        if not _CODE.fullmatch(self.currency) or self.currency.lower() in SCALES:
            raise AmountUnreadable(self.currency, "is no currency", _AS_CODE)

    @classmethod
    def parse(cls, text: str) -> Amount:
        """Read an amount as written: `15.47亿 CNY`, `US$4bn`, `>380bn CNY`, `15.47億元`."""
        return _amount(text)

    def figures(self) -> tuple[Decimal, ...]:
        """Give the numbers that it states, fully scaled."""
        return self.bounds.figures()

    def __str__(self) -> str:
        """Write it in the form that `parse` reads back."""
        return f"{self.bounds} {self.currency}"


@frozen
class Count:
    """How many of something there are, such as shares: every value that it may have."""

    bounds: Bounds

    def __attrs_post_init__(self) -> None:
        """Refuse a count below nothing."""
        if any(end is not None and end < 0 for end in (self.bounds.low, self.bounds.high)):
            raise AmountUnreadable(str(self.bounds), "is below nothing", _AS_COUNT)

    @classmethod
    def parse(cls, text: str) -> Count:
        """Read a count as written: `8.822m`, `78,563`, `>1000`, `1,49,000`."""
        return _count(text)

    def figures(self) -> tuple[Decimal, ...]:
        """Give the numbers that it states, fully scaled."""
        return self.bounds.figures()

    def __str__(self) -> str:
        """Write it in the form that `parse` reads back."""
        return str(self.bounds)


_AS_COUNT = "write it like 78,563 or 8.822m, or >1000 or [5, 10)"


@lru_cache(maxsize=65536)
def _amount(text: str) -> Amount:
    """Read an amount: its currency stands once, before the number or after it."""
    form = folded(text).strip() if len(text) <= LONGEST else ""
    found = _AFTER.fullmatch(form) or _BEFORE.fullmatch(form)
    if found is None:
        raise _without_currency(text, form)
    number = found.groupdict().get("sign", "") + found["rest"]
    try:
        bounds = read_bounds(number)
    except NumberUnreadable as error:
        raise AmountUnreadable(text) from error
    return Amount(bounds, _CODES.get(found["currency"], found["currency"]))


def _without_currency(text: str, form: str) -> AmountUnreadable:
    """Say whether the text is no amount at all, or one without a clear currency."""
    if "¥" in form:
        return AmountUnreadable(text, "may be yuan or yen", "write CNY or JPY in place of ¥")
    try:
        read_bounds(form)
    except NumberUnreadable:
        return AmountUnreadable(text)
    return AmountUnreadable(text, "has no currency", f"add it, like {excerpt(form)} CNY")


@lru_cache(maxsize=65536)
def _count(text: str) -> Count:
    """Read a count."""
    try:
        return Count(read_bounds(text))
    except NumberUnreadable as error:
        raise AmountUnreadable(text, "is no count", _AS_COUNT) from error
