"""Rows of why an answer is what it is: the rules, the facts, their words, what was left out."""

from __future__ import annotations

from attrs import frozen

from timeline.api.rows.table import Fields, Row, Rows
from timeline.dates import When
from timeline.facts.fact import Standing

__all__ = ["LeftOut", "Quote", "Reason", "Rule", "Why"]


@frozen(kw_only=True, repr=False)
class Rule(Row):
    """A rule that was used, in words."""

    rule: str
    text: str


@frozen(kw_only=True, repr=False)
class Quote(Row):
    """A quote of a fact, and its sentence where the document's text is at hand."""

    document: str
    origin: str | None = None
    quote: str | None = None
    sentence: str | None = None
    verified: bool = False


@frozen(kw_only=True, repr=False)
class Reason(Row):
    """A fact behind an answer, and the part that it plays there."""

    id: str
    role: str
    headline: str
    occurred: When
    published: When
    standing: Standing
    file: str | None = None
    line: int | None = None
    derived: Fields
    quotes: tuple[Quote, ...]


@frozen(kw_only=True, repr=False)
class LeftOut(Row):
    """A fact about the same that no answer may use, and the clock that keeps it out."""

    id: str
    clock: str
    why: str


@frozen(kw_only=True, repr=False)
class Why(Row):
    """An answer in a sentence, the rules that gave it, the facts behind it, what was left out."""

    answer: str
    rules: Rows[Rule]
    facts: Rows[Reason]
    left_out: Rows[LeftOut]
