"""Say how a matrix differs from its snapshot: the cell, both answers, and the facts behind them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from timeline.testing.answered import NOT_TOLD, Answered
from timeline.testing.explaining import cited
from timeline.testing.matrix import NOW, UNTOLD, Cell, Place, line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.testing.given import Given
    from timeline.testing.matrix import Matrix, Questions
    from timeline.testing.then import Then

__all__ = ["differences"]

__tracebackhide__ = True
_MOST = 5
_WORDS = {"question": "questions", "on": "days", "known": "days of knowledge"}


def differences(old: Matrix, new: Matrix, facts: Given, questions: Questions) -> Iterator[str]:
    """Say what differs: rows and columns first, then the cells, those of one change together.

    Where only the facts behind an answer are others, that comes last.
    """
    if set(old) != set(new):
        yield from _other_places(old, new)
        return
    changed = [place for place in sorted(new) if old[place] != new[place]]
    blocks = sorted(
        _blocks(changed, old, new), key=lambda each: old[each[0]].text == new[each[0]].text
    )
    columns = list(dict.fromkeys(each.known for each in new))
    for several in blocks[:_MOST]:
        yield ""
        yield _where(several, columns)
        yield from _both(several[0], old[several[0]], new[several[0]], facts, questions)
    if len(blocks) > _MOST:
        yield f"and {len(blocks) - _MOST} more changes, {len(changed)} cells in all"


def _other_places(old: Matrix, new: Matrix) -> Iterator[str]:
    for what in ("question", "on", "known"):
        was, now = ({getattr(each, what) for each in matrix} for matrix in (old, new))
        for told, several in (("no longer asked", was - now), ("not in it yet", now - was)):
            if several:
                yield f"{_WORDS[what]} {told}: {', '.join(sorted(several))}"


def _blocks(changed: list[Place], old: Matrix, new: Matrix) -> list[list[Place]]:
    """Join cells that change alike: days that follow each other, then columns of the same days."""
    found: dict[tuple[object, ...], list[Place]] = {}
    for run in _runs(changed, old, new):
        first, days = run[0], tuple(each.on for each in run)
        found.setdefault((first.question, days, old[first], new[first]), []).extend(run)
    return list(found.values())


def _runs(changed: list[Place], old: Matrix, new: Matrix) -> Iterator[list[Place]]:
    """Join the cells of one question and column that follow each other and change alike."""
    days = sorted({each.on for each in new})

    def alike(numbered: tuple[int, Place]) -> tuple[object, ...]:
        number, place = numbered
        at = days.index(place.on) - number
        return place.question, place.known, old[place], new[place], at

    for _, several in groupby(enumerate(changed), alike):
        yield [place for _, place in several]


def _where(several: Sequence[Place], columns: Sequence[str]) -> str:
    """Name a block of cells: the question, its days, and by what was known."""
    first, last = several[0], several[-1]
    days = first.on if first.on == last.on else f"{first.on} to {last.on}"
    known = [each for each in columns if any(place.known == each for place in several)]
    if known == [NOW]:
        return f"{first.question}, on {days}"
    at = columns.index(known[0])
    together = len(known) > 2 and known == columns[at : at + len(known)]  # noqa: PLR2004 - a run
    by = f"{known[0]} to {known[-1]}" if together else " and ".join(known)
    return f"{first.question}, on {days}, as known on {by}"


def _both(place: Place, was: Cell, now: Cell, facts: Given, questions: Questions) -> Iterator[str]:
    """Say what a cell was and what it is, with the facts behind both."""
    view = facts.known(None if place.known == NOW else place.known).on(place.on)
    yield f"  was  {was.text}"
    if was.facts != now.facts:
        yield from (f"       {each}" for each in cited(view.knowledge, was.facts))
    yield f"  is   {now.text}"
    yield from (f"       {each}" for each in _why(place, was, now, view, questions))


def _why(place: Place, was: Cell, now: Cell, view: Then, questions: Questions) -> list[str]:
    """Say why an answer is what it is: how, when it would be as it was, and by which facts."""
    answer = next(ask(view) for title, ask in questions.items() if line(title) == place.question)
    if not isinstance(answer, Answered):
        return cited(view.knowledge, now.facts)
    _, *lines = answer.difference(NOT_TOLD if was.text == UNTOLD else was.text.removesuffix("?"))
    return lines
