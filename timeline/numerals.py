"""The grammar of numbers as people write them, and what each of its numerals amounts to.

Numerals are Arabic (`1,49,000`, `15.47亿`, `8.822m`), Chinese (`三千八百亿`,
`十二点五`) or English (`twenty-one`, `two hundred`); running text is folded first.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow
from functools import cache

__all__ = [
    "EXACT",
    "FIGURE",
    "LEAD",
    "NUMBER",
    "SCALES",
    "UNITS",
    "counted",
    "folded",
    "grammar",
    "numeral",
]

EXACT = Context(prec=200, traps=[Inexact, InvalidOperation, Overflow])

SCALES = {
    "hundred": Decimal(100),
    **dict.fromkeys(("k", "thousand"), Decimal(10**3)),
    **dict.fromkeys(("lakh", "lakhs"), Decimal(10**5)),
    **dict.fromkeys(("m", "mn", "mln", "million"), Decimal(10**6)),
    **dict.fromkeys(("crore", "crores"), Decimal(10**7)),
    **dict.fromkeys(("b", "bn", "bln", "billion"), Decimal(10**9)),
    **dict.fromkeys(("tn", "trn", "trillion"), Decimal(10**12)),
}
UNITS = {
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
NUMBER = rf"(?P<sign>[+-]?)\s?(?P<number>{_ONE})"
LEAD = re.compile(rf"{_ARABIC}|{_WORD}", re.ASCII)
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
FIGURE = (
    rf"{_OF_A_NAME}|(?P<half>{_HALF})"
    rf"|(?:(?P<parts>[二四五八十百千万])分之)?(?P<number>(?<=分之)百|{_ONE})"
    rf"(?:(?P<percent>{_PERCENT})|(?P<tenths>{_TENTHS}))?"
)


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
def grammar(pattern: str) -> re.Pattern[str]:
    """Compile a long pattern once, when it is first needed: it takes ten milliseconds."""
    return re.compile(pattern, re.ASCII)


def folded(text: str) -> str:
    """Fold full-width forms and variants of numerals, keeping every character's place.

    A full-width comma parts clauses, so it groups digits only between full-width ones.
    """
    return text if text.isascii() else _WIDE_GROUP.sub(",", text).translate(_FOLDS)


def numeral(text: str) -> Decimal | None:
    """Work out a number that the grammar admits; None if it is too long or makes no sense."""
    if len(text) > 40:  # noqa: PLR2004  that long, digits are a code and no number
        return None
    return _spelled(text.lower()) if text.isascii() else counted(text)


def _spelled(text: str) -> Decimal:
    """Work out digits or English words, and the scales after them."""
    total = Decimal(0)
    for piece in _PIECE.findall(text):
        if piece in SCALES:
            total = EXACT.multiply(total, SCALES[piece])
        else:
            total = EXACT.add(total, _WORDS[piece] if piece in _WORDS else _digits(piece))
    return total


def _digits(text: str) -> Decimal:
    """Read digits, grouped or not, Arabic or Chinese ones in a row."""
    return Decimal(text.translate(_ROW) or "0")


_ROW = str.maketrans("零一二三四五六七八九两点", "01234567892.", ", ")


def counted(text: str) -> Decimal | None:
    """Work out a Chinese number: its greatest unit multiplies what stands before it.

    What stands after is added: 三百五 is 350, and 三百零五 is 305.
    """
    unit = next((unit for unit in UNITS if unit in text), None)
    if unit is None:
        return _digits(text)
    before, _, after = text.partition(unit)
    times = counted(before) if before else Decimal(1)
    rest = counted(after)
    size = UNITS[unit]
    twice = unit in "千百十" and any(smaller in before for smaller in "千百十")
    if times is None or rest is None or rest >= size or twice:
        return None
    if len(after) == 1 and after in _DIGIT:
        rest = EXACT.multiply(rest, EXACT.divide(size, Decimal(10)))
    return EXACT.fma(times, size, rest)
