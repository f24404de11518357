"""Draw and write why an answer is what it is: rules, facts, words, what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from timeline.dates import parse
from timeline.show import data
from timeline.show.sentences import headline
from timeline.show.words import level, safe
from timeline.show.words import when as words
from timeline.views.chronicle import when
from timeline.views.why import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.text import Text

    from timeline.show.layout import Drawing
    from timeline.show.names import Names
    from timeline.views.control import Controlled
    from timeline.views.held import Held
    from timeline.views.in_force import InForce
    from timeline.views.question import Question, Span
    from timeline.views.why import Reason, Why

__all__ = ["Quoted", "drawn", "written"]

_MARGIN = 1


@frozen(kw_only=True)
class Quoted:
    """A quote of a fact: its document, and its sentence where the text is at hand.

    `origin` is the document that this one prints again, None for an original.
    """

    document: str
    origin: str | None
    quote: str
    sentence: str | None
    verified: bool


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
) -> Drawing:
    """Draw the reasons for the terminal, as wide as it is."""
    from timeline.show.layout import Drawing

    return Drawing(lambda width: _lines(why, quotes, names, question, width - _MARGIN))


def _lines(
    why: Why,
    quotes: Callable[[InForce], list[Quoted]],
    names: Names,
    question: Question,
    width: int,
) -> Iterator[Text]:
    from rich.text import Text

    from timeline.show.answers import asked
    from timeline.show.layout import heading

    yield _indented(asked(question), 1)
    yield Text()
    yield from _paragraph(Text(safe(_answer(why, names)), "bold"), width, 1)
    for each in why.rules:
        rule = Text.assemble((f"{each}: ", "italic"), RULES[each], style="dim")
        yield from _paragraph(rule, width, 3)
    for reason in why.reasons:
        yield Text()
        yield from _reason(reason, quotes(reason.source), names, width)
    if why.left_out:
        yield Text()
        yield _indented(heading(Text("Left out", "bold"), width), 1)
        for left in why.left_out:
            told = Text(f"{safe(left.id)}: {safe(left.why)}", "dim")
            yield from _paragraph(told, width, 3)


def _reason(reason: Reason, quotes: list[Quoted], names: Names, width: int) -> Iterator[Text]:
    """Draw one fact: what it tells, where it was recorded from, when, and its words."""
    from rich.text import Text

    from timeline.show.paint import headline_text

    source = reason.source
    told = Text.assemble(("● ", "cyan"), headline_text(source.fact, names))
    yield from _paragraph(told, width, 1)
    recorded = source.recorded
    place = f"{recorded.file}:{recorded.line}" if recorded.file else f"#{recorded.commit}"
    yield from _paragraph(Text(f"{safe(source.id)}  {safe(place)}", "dim"), width, 3)
    days = f"{words(when(source))}; public {_public(source.public)}; {source.standing}"
    yield from _paragraph(Text(days, "dim"), width, 3)
    for each in source.fact.derived:
        worked_out = Text(f"{safe(each.field)}: {safe(each.source)}", "dim italic")
        yield from _paragraph(worked_out, width, 3)
    for quote in quotes:
        yield from _quoted(quote, width)


def _quoted(each: Quoted, width: int) -> Iterator[Text]:
    """Draw a quote: whether it was verified, its document, and the sentence that it is from.

    What has no quote, such as a row of an imported file, has its document alone.
    """
    from rich.text import Text

    mark = ("✓ ", "green") if each.verified else ("? ", "yellow")
    copy = f", which prints {safe(each.origin)} again" if each.origin else ""
    document = Text(f"{safe(each.document)}{copy}", "dim")
    if not each.quote:
        yield from _paragraph(document, width, 3)
        return
    words_ = Text.assemble(mark, f"“{safe(each.quote)}”")
    yield from _paragraph(words_, width, 3)
    yield from _paragraph(document, width, 5)
    if each.sentence is not None:
        sentence = Text(safe(each.sentence), "dim")
        sentence.highlight_words([part for part in safe(each.quote).split("…") if part], "not dim")
        yield from _paragraph(sentence, width, 5)


def _public(days: Span) -> str:
    """Write when something became public: `on 15 Sep 2025`, or the days between."""
    when_ = parse(data.span(days))
    return words(when_) if days.earliest != days.latest else f"on {words(when_)}"


def _paragraph(text: Text, width: int, indent: int) -> Iterator[Text]:
    from timeline.show.layout import wrapped

    for line in wrapped(text, width - indent):
        yield _indented(line, indent)


def _indented(line: Text, indent: int) -> Text:
    from rich.text import Text

    return Text.assemble(" " * indent, line)
