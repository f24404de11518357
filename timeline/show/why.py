"""Draw and write why an answer is what it is: rules, facts, words, what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from timeline.facts.fact import Standing
from timeline.show import data
from timeline.show.sentences import headline
from timeline.show.words import level, safe
from timeline.views.chronicle import when
from timeline.views.question import Span
from timeline.views.why import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Group
    from rich.text import Text

    from timeline.show.names import Names
    from timeline.views.composing import Controlled, Held
    from timeline.views.knowledge import InForce
    from timeline.views.question import Question
    from timeline.views.why import Reason, Why

__all__ = ["Quoted", "drawn", "written"]


@frozen(kw_only=True)
class Quoted:
    """A quote of a fact: its document, its sentence where the text is at hand, and its firmness.

    `origin` is the document that this one prints again, None for an original.
    """

    document: str
    publisher: str
    origin: str | None
    public: Span
    quote: str
    sentence: str | None
    verified: bool
    standing: Standing


def written(
    why: Why, quotes: Callable[[InForce], list[Quoted]], names: Names, question: Question
) -> dict[str, Any]:
    """Write the reasons as JSON."""
    return {
        "on": question.on.isoformat(),
        "answer": _answer(why, names),
        "rules": [{"rule": each, "text": RULES[each]} for each in why.rules],
        "facts": [
            {
                "id": each.source.id,
                "role": each.role,
                "headline": headline(each.source.fact, names),
                "occurred": str(when(each.source)),
                "published": data.span(each.source.public),
                "standing": each.source.standing,
                "file": each.source.recorded.file,
                "line": each.source.recorded.line,
                "derived": {one.field: one.source for one in each.source.fact.derived},
                "quotes": [_quote(one) for one in quotes(each.source)],
            }
            for each in why.reasons
        ],
        "left_out": [data.left_out(each) for each in why.left_out],
    }


def _quote(each: Quoted) -> dict[str, Any]:
    return {
        "document": each.document,
        "origin": each.origin,
        "quote": each.quote,
        "sentence": each.sentence,
        "verified": each.verified,
    }


def _answer(why: Why, names: Names) -> str:
    """Say the answer in a sentence or two."""
    if not why.held and not why.controls:
        return headline(why.reasons[0].source.fact, names) if why.reasons else "nothing is known"
    told = [_held(each, names) for each in why.held] + [
        _control(each, names) for each in why.controls
    ]
    return "; ".join(told)


def _held(held: Held, names: Names) -> str:
    who = " and ".join(names(each) for each in held.key.holders)
    interest = "" if held.key.interest == "shares" else f" ({held.key.interest})"
    perhaps = "" if held.certainty == "definite" else ", possibly"
    amount = level(held.level, held.key.unit)
    return f"{who}: {amount} of {names(held.key.company)}{interest}{perhaps}"


def _control(control: Controlled, names: Names) -> str:
    perhaps = "" if control.certainty == "definite" else ", possibly"
    return f"{names(control.holder)} controls {names(control.company)}{perhaps}"


def drawn(
    why: Why, quotes: Callable[[InForce], list[Quoted]], names: Names, question: Question
) -> Group:
    """Draw the reasons for the terminal."""
    from rich.console import Group
    from rich.text import Text

    lines: list[Text] = [Text(safe(_answer(why, names)), style="bold")]
    lines += _clocks(question)
    lines += [Text(f"  {each}: {RULES[each]}", style="dim") for each in why.rules]
    for each in why.reasons:
        lines += [Text(), *_reason(each, quotes(each.source), names)]
    if why.left_out:
        lines += [Text(), Text("Left out", style="bold")]
        lines += [
            Text(f"  {safe(each.id)}: {safe(each.why)}", style="dim") for each in why.left_out
        ]
    return Group(*lines)


def _clocks(question: Question) -> list[Text]:
    from rich.text import Text

    told = f"  on {question.on}"
    if question.known is not None:
        told += f", as known on {question.known}"
    return [Text(told, style="dim")]


def _reason(reason: Reason, quotes: list[Quoted], names: Names) -> Iterator[Text]:
    from rich.text import Text

    source = reason.source
    yield Text.assemble(("● ", "cyan"), safe(headline(source.fact, names)))
    place = f"{source.recorded.file}:{source.recorded.line}" if source.recorded.file else ""
    days = f"{when(source)}, public {data.span(source.public)}, {source.standing}"
    yield Text(f"  {safe(source.id)}  {safe(place)}", style="dim")
    yield Text(f"  {days}", style="dim")
    for each in source.fact.derived:
        yield Text(f"  {safe(each.field)}: {safe(each.source)}", style="dim italic")
    for quote in quotes:
        yield from _quoted(quote)


def _quoted(each: Quoted) -> Iterator[Text]:
    from rich.text import Text

    mark = ("✓ ", "green") if each.verified else ("? ", "yellow")
    copy = f", a copy of {safe(each.origin)}" if each.origin else ""
    yield Text.assemble(
        "    ", mark, f"“{safe(each.quote)}”", (f"  {safe(each.document)}{copy}", "dim")
    )
    if each.sentence is not None:
        sentence, quote = safe(each.sentence), safe(each.quote)
        told = Text(f"      {sentence}", style="dim")
        told.highlight_words([quote], style="bold not dim")
        yield told
