"""Read numbers as people write them, exactly, and keep what is only bounded as bounds.

Nothing here is ever a float. `read_number` and `read_bounds` are strict and read
one value; `figures_in` is tolerant and finds every number of a running text:
`3.68%`, `15.47亿`, `1000 億`, `1,49,000`, `$3.8 trillion`, `三年`, `百分之三`, `half`.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow
from functools import cache, lru_cache

from attrs import evolve, frozen

from timeline.errors import ValueUnreadable

__all__ = [
    "LONGEST",
    "SCALES",
    "Bounds",
    "Ends",
    "Figure",
    "NumberUnreadable",
    "brief",
    "excerpt",
    "figures_in",
    "folded",
    "plain",
    "read_bounds",
    "read_ends",
    "read_number",
]

LONGEST = 100  # characters of one value; whatever is longer is no value that a person wrote
_EXACT = Context(prec=200, traps=[Inexact, InvalidOperation, Overflow])

SCALES = {
    "hundred": Decimal(100),
    **dict.fromkeys(("k", "thousand"), Decimal(10**3)),
    **dict.fromkeys(("lakh", "lakhs"), Decimal(10**5)),
    **dict.fromkeys(("m", "mn", "mln", "million"), Decimal(10**6)),
    **dict.fromkeys(("crore", "crores"), Decimal(10**7)),
    **dict.fromkeys(("b", "bn", "bln", "billion"), Decimal(10**9)),
    **dict.fromkeys(("tn", "trn", "trillion"), Decimal(10**12)),
}
_UNITS = {
    "兆": Decimal(10**12),
    "亿": Decimal(10**8),
    "万": Decimal(10**4),
    "千": Decimal(1000),
    "百": Decimal(100),
    "十": Decimal(10),
}
_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", *(f"{n}teen" for n in ("thir", "four", "fif", "six")))
_TEENS += ("seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: Decimal(n) for n, word in enumerate(_ONES + _TEENS)}
_WORDS |= {word: Decimal(10 * n) for n, word in enumerate(_TENS, start=2)}

_ARABIC = (
    r"(?:[0-9]{1,2}(?:,[0-9]{2}){1,8},[0-9]{3}(?![0-9])"
    r"|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,12}(?![0-9])"
    r"|[0-9]++)(?:\.[0-9]++)?"
)
_DIGIT = "[零一二两三四五六七八九]"
_UNIT = "(?:[十百千]?(?:万亿|[万亿兆])|[十百千])"
_IN_A_ROW = rf"{_DIGIT}{{3,12}}+(?!{_DIGIT}|{_UNIT})"
_COUNTED = (
    rf"(?:{_ARABIC}(?:\s(?=[十百千]?[万亿兆]))?|{_DIGIT}|(?=十|[百千][万亿兆]|万亿))"
    rf"(?:{_UNIT}(?:零?(?:{_ARABIC}|{_DIGIT})(?={_UNIT}))?)*"
    rf"(?:(?<=十){_DIGIT}|(?<=[百千万亿兆])(?:零{_DIGIT}|[二三四五六七八九]))?"
    rf"(?:(?<=[零一二两三四五六七八九十])点{_DIGIT}{{1,20}}{_UNIT}?)?"
)
_SCALE = (
    r"(?i:(?:[\s-]?(?:hundred|thousand|million|mln|mn|billion|bln|bn|trillion|trn|tn|lakhs?|crores?)"
    r"|[kmb])(?![a-z0-9]))"
)
_WORD = (
    rf"(?<![A-Za-z])(?i:(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_ONES[1:])}))?"
    rf"|{'|'.join(_TEENS + _ONES)})(?![A-Za-z])"
)
_ONE = rf"(?:(?:{_WORD}|{_ARABIC}){_SCALE}{{1,2}}|{_WORD}|{_IN_A_ROW}|{_COUNTED})"
_PLAIN = re.compile(r"[+-]?[0-9]{1,40}(?:\.[0-9]{1,40})?")
_NUMBER = rf"(?P<sign>[+-]?)\s?(?P<number>{_ONE})"
_LEAD = re.compile(rf"{_ARABIC}|{_WORD}", re.ASCII)
_PIECE = re.compile(rf"{_ARABIC}|[a-z]+")

_CURRENCIES = ("RMB", "CNY", "USD", "HKD", "EUR", "GBP", "JPY", "KRW", "TWD", "INR", "Rs", "NT")
_OF_A_NAME = (
    r"(?<=[A-Za-zÀ-ɏ])" + "".join(f"(?<!{code})" for code in _CURRENCIES) + r"[0-9]++(?:\.[0-9]++)*"
)
_HALF = r"一半|半数|过半|(?<![A-Za-z])(?<!first )(?<!second )(?i:half)(?![A-Za-z]|[\s-]year)"
_PERCENT = (
    r"(?:[\s-]?(?:%|个?百分点"
    r"|(?i:per[\s-]?cent(?:age)?(?:[\s-]points?)?|pct|ppts?|pp)(?![A-Za-z])))"
)
_TENTHS = r"(?<=[0-9零一二两三四五六七八九])成(?![立为為员員交功本都果长長熟效就品])"
_FIGURE = (
    rf"{_OF_A_NAME}|(?P<half>{_HALF})"
    rf"|(?:(?P<parts>[二四五八十百千万])分之)?(?P<number>(?<=分之)百|{_ONE})"
    rf"(?:(?P<percent>{_PERCENT})|(?P<tenths>{_TENTHS}))?"
)
_TO = re.compile(r"\s?(?:[-‐‑–—~至到]|to)\s?")

_SIGNS = {
    **dict.fromkeys((">", "over", "more than", "above", "超过", "超過", "逾", "超"), ">"),
    **dict.fromkeys((">=", "≥", "≧", "at least", "至少"), ">="),
    **dict.fromkeys(("<", "under", "less than", "below", "不到", "不足"), "<"),
    **dict.fromkeys(("<=", "≤", "≦", "at most", "up to", "不超过", "不超過"), "<="),
}
_MARKS = "|".join(sorted(_SIGNS, key=len, reverse=True))
_SIGNED = re.compile(rf"(?is)(?P<sign>{_MARKS})\s*(?P<rest>.+)")


class NumberUnreadable(ValueUnreadable):
    """A number or its bounds do not read as such."""

    def __init__(self, text: str, why: str = "is no number", hint: str = "") -> None:
        """Show the text and why it was refused; the hint shows right forms."""
        forms = "write it like 78,563 or 8.822m or 15.47亿, or >380bn or [25, 50)"
        super().__init__(f"“{excerpt(text)}” {why}", hint or forms)


@frozen
class Bounds:
    """Every value that an exact decimal may have; an end that is None is unbounded."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse ends that no value lies between, and an open end at infinity."""
        low, high = self.low, self.high
        endless = (low is None and self.low_open) or (high is None and self.high_open)
        empty = low is not None and high is not None and low >= high and not self.exact
        if endless or empty:
            raise NumberUnreadable(str(self), "holds no value, or is open where it has no end")

    @property
    def exact(self) -> bool:
        """Whether just one value is possible."""
        closed = not (self.low_open or self.high_open)
        return closed and self.low is not None and self.low == self.high

    def holds(self, value: Decimal) -> bool:
        """Whether the value lies within."""
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return self.high is None or value < self.high or (value == self.high and not self.high_open)

    def figures(self) -> tuple[Decimal, ...]:
        """Give the numbers that it states, each once and without its sign."""
        ends = (end.copy_abs() for end in (self.low, self.high) if end is not None)
        return tuple(dict.fromkeys(ends))

    def __str__(self) -> str:
        """Write it in the form that `read_bounds` reads back."""
        if self.low is None:
            if self.high is None:
                return "unknown"
            return ("<" if self.high_open else "<=") + brief(self.high)
        if self.high is None:
            return (">" if self.low_open else ">=") + brief(self.low)
        if self.exact:
            return brief(self.low)
        left, right = "(" if self.low_open else "[", ")" if self.high_open else "]"
        return f"{left}{brief(self.low)}, {brief(self.high)}{right}"


@frozen
class Ends:
    """The two ends of bounds as they were written, not yet read; None is unbounded."""

    low: str | None
    high: str | None
    low_open: bool = False
    high_open: bool = False


@frozen
class Figure:
    """One number found in running text, its place there, and its digits before scaling."""

    value: Decimal
    percent: bool
    start: int
    end: int
    mantissa: Decimal


class _Folds(dict[int, str]):
    """Each character's plain form where that is one character too, so that places stay put."""

    def __missing__(self, code: int) -> str:
        """Fold by NFKC, but never a superscript, a circle or a fraction into a digit."""
        char = chr(code)
        shape = unicodedata.decomposition(char).partition(" ")[0]
        plainer = unicodedata.normalize("NFKC", char)
        self[code] = char if len(plainer) > 1 or shape in _SHAPES else plainer
        return self[code]


_SHAPES = ("<super>", "<sub>", "<circle>", "<square>", "<fraction>")
_VARIANTS = ("萬億兩點個數過천만억조−〇○，", "万亿两点个数过千万亿兆-零零，")
_FOLDS = _Folds((ord(form), plainer) for form, plainer in zip(*_VARIANTS, strict=True))
_WIDE_GROUP = re.compile("(?<=[０-９])，(?=[０-９])")


@cache
def _grammar(pattern: str) -> re.Pattern[str]:
    """Compile a long pattern once, when it is first needed: it takes ten milliseconds."""
    return re.compile(pattern, re.ASCII)


def folded(text: str) -> str:
    """Fold full-width forms and variants of numerals, keeping every character's place.

    A full-width comma parts clauses, so it groups digits only between full-width ones.
    """
    return text if text.isascii() else _WIDE_GROUP.sub(",", text).translate(_FOLDS)


def excerpt(text: str, most: int = 60) -> str:
    """Cut a text that is too long to show in a message."""
    return text if len(text) <= most else text[: most - 1] + "…"


def read_number(text: str) -> Decimal:
    """Read one number as written: `1,49,000`, `8.822m`, `15.47亿`, `三千八百`, `-60.5`."""
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    found = None
    if len(text) <= LONGEST:
        found = _grammar(_NUMBER).fullmatch(folded(text).replace("，", ",").strip())
    value = _value(found["number"]) if found else None
    if found is None or value is None:
        raise NumberUnreadable(text)
    return value.copy_negate() if found["sign"] == "-" else value


@lru_cache(maxsize=65536)
def read_bounds(text: str) -> Bounds:
    """Read one number or its bounds: `12`, `>380bn`, `<=25`, `over 5`, `[25, 50)`, `unknown`."""
    if text == "unknown":
        return Bounds(None, None)
    ends = read_ends(text)
    low = None if ends.low is None else read_number(ends.low)
    high = low if ends.high == ends.low else None if ends.high is None else read_number(ends.high)
    return Bounds(low, high, low_open=ends.low_open, high_open=ends.high_open)


def read_ends(text: str) -> Ends:
    """Part bounds as written into their two ends, without reading these."""
    if len(text) > LONGEST:
        raise NumberUnreadable(text, "is too long for a number")
    form = folded(text).replace("，", ",").strip()
    if form[:1] in {"[", "("} and form[-1:] in {"]", ")"}:
        return _interval(text, form)
    signed = _SIGNED.fullmatch(form)
    if signed is None:
        return Ends(form, form)
    sign, rest = _SIGNS[signed["sign"].lower()], signed["rest"]
    if sign[0] == ">":
        return Ends(rest, None, low_open=sign == ">")
    return Ends(None, rest, high_open=sign == "<")


def _interval(text: str, form: str) -> Ends:
    """Part `[low, high)`: at its only comma, or at the only one with a space after it."""
    inner = form[1:-1]
    ends = inner.split(",") if inner.count(",") == 1 else re.split(r",\s", inner)
    if len(ends) != 2:  # noqa: PLR2004  an interval has two ends
        raise NumberUnreadable(text, "has not two ends", "write it like [1,000, 2,000)")
    low, high = (end.strip() for end in ends)
    return Ends(low, high, low_open=form[0] == "(", high_open=form[-1] == ")")


def figures_in(text: str) -> tuple[Figure, ...]:
    """Find every number of a running text, in order; the numbers carry no sign.

    Digits glued behind a Latin letter are part of a name (`H20`, `AI5`), unless the
    letters are a currency (`RMB380bn`). Of a range (`2至3亿`, `5-6%`) the first number
    takes the second's scale or percent sign.
    """
    found: list[Figure] = []
    form = folded(text)
    for match in _grammar(_FIGURE).finditer(form):
        figure = _figure(match)
        if figure is None:
            continue
        if found and _TO.fullmatch(form, found[-1].end, figure.start):
            found[-1] = _scaled_like(figure, found[-1])
        found.append(figure)
    return tuple(found)


def _figure(match: re.Match[str]) -> Figure | None:
    """Read one match of running text; None where it is part of a name."""
    start, end = match.span()
    if match["half"]:
        return Figure(Decimal(50), percent=True, start=start, end=end, mantissa=Decimal(50))
    value = _value(match["number"]) if match["number"] else None
    if value is None:
        return None
    mantissa = _mantissa(match["number"], value)
    if match["parts"]:
        parts = _counted(match["parts"]) or Decimal(1)
        value = mantissa = _EXACT.divide(_EXACT.multiply(value, Decimal(100)), parts)
    elif match["tenths"]:
        value = _EXACT.multiply(value, Decimal(10))
    percent = bool(match["parts"] or match["percent"] or match["tenths"])
    return Figure(value, percent=percent, start=start, end=end, mantissa=mantissa)


def _scaled_like(later: Figure, earlier: Figure) -> Figure:
    """Give the first number of a rising range the percent sign or scale of the second."""
    bare = earlier.value == earlier.mantissa and not earlier.percent
    if not bare or earlier.mantissa >= later.mantissa:
        return earlier
    scales = (*SCALES.values(), *_UNITS.values())
    scale = next((s for s in scales if _EXACT.multiply(later.mantissa, s) == later.value), None)
    if later.percent or scale is None:
        return evolve(earlier, percent=later.percent)
    return evolve(earlier, value=_EXACT.multiply(earlier.value, scale))


def _mantissa(text: str, value: Decimal) -> Decimal:
    """Give the leading digits as written; of a number in words all but its last scale."""
    lead = _LEAD.match(text)
    return _value(lead[0] if lead else text.rstrip("万亿兆")) or value


def _value(text: str) -> Decimal | None:
    """Work out a number that the grammar admits; None if it is too long or makes no sense."""
    if len(text) > 40:  # noqa: PLR2004  that long, digits are a code and no number
        return None
    value = _spelled(text.lower()) if text.isascii() else _counted(text)
    return None if value is None else Decimal(plain(value))


def _spelled(text: str) -> Decimal:
    """Work out digits or English words, and the scales after them."""
    total = Decimal(0)
    for piece in _PIECE.findall(text):
        if piece in SCALES:
            total = _EXACT.multiply(total, SCALES[piece])
        else:
            total = _EXACT.add(total, _WORDS[piece] if piece in _WORDS else _digits(piece))
    return total


def _digits(text: str) -> Decimal:
    """Read digits, grouped or not, Arabic or Chinese ones in a row."""
    return Decimal(text.translate(_ROW) or "0")


_ROW = str.maketrans("零一二三四五六七八九两点", "01234567892.", ", ")


def _counted(text: str) -> Decimal | None:
    """Work out a Chinese number: its greatest unit multiplies what stands before it.

    What stands after is added: 三百五 is 350, and 三百零五 is 305.
    """
    unit = next((unit for unit in _UNITS if unit in text), None)
    if unit is None:
        return _digits(text)
    before, _, after = text.partition(unit)
    times = _counted(before) if before else Decimal(1)
    rest = _counted(after)
    size = _UNITS[unit]
    twice = unit in "千百十" and any(smaller in before for smaller in "千百十")
    if times is None or rest is None or rest >= size or twice:
        return None
    if len(after) == 1 and after in _DIGIT:
        rest = _EXACT.multiply(rest, _EXACT.divide(size, Decimal(10)))
    return _EXACT.fma(times, size, rest)


def plain(value: Decimal) -> str:
    """Write a number without an exponent and without zeros that say nothing."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if value else "0"


def brief(value: Decimal) -> str:
    """Write a number for people, exactly: `380bn`, `8.822m`, `78,563`."""
    for scale, name in ((12, "tn"), (9, "bn"), (6, "m")):
        scaled = value.scaleb(-scale, _EXACT)
        places = len(plain(scaled).partition(".")[2])
        if scaled.copy_abs() >= 1 and places <= 3:  # noqa: PLR2004  1.547bn, but 1,547,123,456
            return f"{Decimal(plain(scaled)):,f}{name}"
    return f"{Decimal(plain(value)):,f}"
