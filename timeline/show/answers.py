"""What every table shares: the question above it, the certainty and the facts beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from attrs import evolve
from rich.text import Text

from timeline.show.words import listed, on_day, phrase, when
from timeline.views.chronicle import when as told_when

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from timeline.dates import Certainty
    from timeline.views.held import Held
    from timeline.views.in_force import InForce
    from timeline.views.question import Question, Span

__all__ = ["asked", "basis", "happened", "known_by", "least_vague", "possibly", "since"]

V = TypeVar("V")
_PREPOSITIONS: Final = ("by ", "between ", "from ", "until ", "some ")


def asked(question: Question) -> Text:
    """Write the question above its answer: the day, and what may be used to answer it."""
    text = Text.assemble(("On ", "dim"), (on_day(question.on), "bold"))
    return text.append_text(known_by(question))


def known_by(question: Question) -> Text:
    """Write what may be used to answer a question: what was public, and recorded, by when."""
    text = Text()
    if question.known is not None:
        text.append(", as known on ", "dim").append(on_day(question.known), "bold")
    if question.recorded is not None:
        text.append(", as recorded by ", "dim").append(f"#{question.recorded}", "bold")
    return text


def happened(source: InForce) -> str:
    """Write when a fact happened, as it was told: `26 Aug 2025`, `by 15 Sep 2025`."""
    return when(told_when(source))


def least_vague(
    unsure: Iterable[V], span: Callable[[V], Span], most: int = 12
) -> tuple[list[V], list[Text]]:
    """Return what may be so, the least vague first, and a line for those that are left out."""
    ordered = sorted(
        unsure, key=lambda each: (span(each).latest - span(each).earliest, span(each).latest)
    )
    more = len(ordered) - most
    words = Text(f"   and {more} more that may be; --json has them all", "dim")
    return ordered[:most], [words] if more > 0 else []


def possibly(certainty: Certainty) -> Text:
    """Return the mark before what is only possibly so."""
    return Text("?", "yellow") if certainty == "possible" else Text(" ")


def basis(held: Held) -> str:
    """Say in words which rule gave a level, and of which day the fact behind it is."""
    if held.under is not None:
        limit = "others leave nothing of it" if held.disputed else "no more than others leave"
        return f"{basis(evolve(held, basis=held.under, under=None, disputed=False))}; {limit}"
    days = list(dict.fromkeys(happened(each.source) for each in held.claims))
    last = days[-1] if days else "an unknown day"
    loosened = [happened(each.source) for each in held.loosened]
    words = {
        "change": since(last) if len(days) == 1 else f"after changes, {listed(days)}",
        "stated": f"seen {_of_day(last)}",
        "before-change": f"as before {_change(last)}",
        "worked-out": f"worked out from {_change(last)}",
        "during-change": f"before or after {_change(last)}",
        "possibly-public": f"with or without {_change(last)}",
        "changed-between": f"changed between {listed(days)}",
        "deal": f"by a deal completed {_of_day(last)}",
        "wholly-owned": f"wholly owned, as told {_of_day(last)}",
        "ended": f"another took all {_of_day(last)}",
        "may-be-diluted": f"may be diluted by an issue {_all_of_day(loosened)}",
        "control-ended": f"unknown since control ended {_all_of_day(loosened)}",
    }.get(held.basis, phrase(held.basis))
    return f"{words}; disputed" if held.disputed else words


def _all_of_day(days: Sequence[str]) -> str:
    return listed([_of_day(each) for each in dict.fromkeys(days)])


def since(words: str) -> str:
    """Write since when something has been so: `since 15 Sep 2025 or earlier`."""
    if words.startswith("by "):
        return f"since {words.removeprefix('by ')} or earlier"
    return f"since {'some day ' if words.startswith('between ') else ''}{words}"


def _change(words: str) -> str:
    """Name a change by its day: `the change of 2 Sep 2025`, `a change by 15 Sep 2025`."""
    vague = words.startswith(_PREPOSITIONS)
    return f"a change {words}" if vague else f"the change of {words}"


def _of_day(words: str) -> str:
    """Write a day after a verb: `on 26 Aug 2025`, `by 15 Sep 2025`, `in 2018`."""
    if words.startswith(_PREPOSITIONS):
        return words
    exact = words[:1].isdigit() and words.count(" ") == len(("month", "year"))
    return f"{'on' if exact else 'in'} {words}"
