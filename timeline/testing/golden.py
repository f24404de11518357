"""Hold a matrix of answers against its snapshot, and say of each cell what differs and why."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.errors import TimelineError
from timeline.testing.explaining import cited
from timeline.testing.matrix import NOW, Cell, Place, asked, read, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from timeline.testing.given import Given
    from timeline.testing.matrix import Matrix
    from timeline.testing.then import Then

__all__ = ["Golden", "GoldenDiffers", "GoldenMissing"]

__tracebackhide__ = True
_MOST = 5
_UPDATE = "pytest --timeline-update"


class GoldenMissing(TimelineError):
    """There is no snapshot to hold the matrix against."""

    def __init__(self, name: str) -> None:
        """Name the file, and say how it is written."""
        super().__init__(
            f"there is no snapshot {name} yet", f"{_UPDATE} writes it; look at it, then keep it"
        )


class GoldenDiffers(TimelineError):
    """A matrix is not as its snapshot."""

    def __init__(self, name: str, lines: Iterable[str]) -> None:
        """Name the file, and say of each cell what differs."""
        super().__init__(
            "\n".join([f"what holds is not as in {name}", *lines]),
            f"where the new answers are right: {_UPDATE}",
        )


@frozen(repr=False)
class Golden:
    """The snapshots of one test: in `folder`, beside the test file, called after the test."""

    folder: Path
    name: str
    root: Path
    update: bool
    wrote: list[str] = field(factory=list)

    def __repr__(self) -> str:
        """Return what a failing test shows of it."""
        return f"<golden matrices of {self.name}>"

    def __call__(
        self,
        facts: Given,
        questions: Mapping[str, Callable[[Then], object]],
        *,
        on: Iterable[str | date],
        known: Iterable[str | date | None] = (None,),
        name: str | None = None,
    ) -> None:
        """Ask every question of every day at every state of knowledge, and compare.

        `name` tells several snapshots of one test apart.

        Raises:
            GoldenMissing: there is no snapshot.
            GoldenDiffers: an answer differs from it, or the facts behind one.
        """
        matrix = asked(facts, questions, on, known)
        path = self.folder / f"{_slug(name or self.name)}.txt"
        told = path.relative_to(self.root) if path.is_relative_to(self.root) else path
        if self.update:
            self._write(path, written(matrix), told.as_posix())
            return
        if not path.exists():
            raise GoldenMissing(told.as_posix())
        lines = list(_differences(read(path.read_text("utf-8")), matrix, facts))
        if lines:
            raise GoldenDiffers(told.as_posix(), lines)

    def _write(self, path: Path, text: str, told: str) -> None:
        if path.exists() and path.read_text("utf-8") == text:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        self.wrote.append(told)


def _slug(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name.removeprefix("test_").replace("_", "-")).strip("-")


def _differences(old: Matrix, new: Matrix, facts: Given) -> Iterator[str]:
    """Say what differs: rows and columns first, then the cells, days of one change together.

    Where only the facts behind an answer are others, that comes last.
    """
    if set(old) != set(new):
        yield from _other_places(old, new)
        return
    changed = [place for place in sorted(new) if old[place] != new[place]]
    runs = sorted(_runs(changed, old, new), key=lambda run: old[run[0]].text == new[run[0]].text)
    for several in runs[:_MOST]:
        yield from _run(several, old[several[0]], new[several[0]], facts)
    if len(runs) > _MOST:
        yield f"and {len(runs) - _MOST} more changes, {len(changed)} cells in all"


def _other_places(old: Matrix, new: Matrix) -> Iterator[str]:
    for what in ("question", "on", "known"):
        was, now = ({getattr(each, what) for each in matrix} for matrix in (old, new))
        for told, several in (("no longer asked", was - now), ("not in it yet", now - was)):
            if several:
                yield f"{_WORDS[what]} {told}: {', '.join(sorted(several))}"


_WORDS = {"question": "questions", "on": "days", "known": "days of knowledge"}


def _runs(changed: list[Place], old: Matrix, new: Matrix) -> Iterator[list[Place]]:
    """Join the cells of one question and column that follow each other and change alike."""
    days = sorted({each.on for each in new})

    def alike(numbered: tuple[int, Place]) -> tuple[object, ...]:
        number, place = numbered
        at = days.index(place.on) - number
        return place.question, place.known, old[place], new[place], at

    for _, several in groupby(enumerate(changed), alike):
        yield [place for _, place in several]


def _run(several: list[Place], was: Cell, now: Cell, facts: Given) -> Iterator[str]:
    """Say of cells what they were and what they are, with the facts behind both."""
    first, last = several[0], several[-1]
    days = first.on if first is last else f"{first.on} to {last.on}"
    known = "" if first.known == NOW else f", as known on {first.known}"
    yield ""
    yield f"{first.question}, on {days}{known}"
    view = facts.known(None if first.known == NOW else first.known).on(first.on)
    for word, cell in (("was", was), ("is", now)):
        yield f"  {word:<4} {cell.text}"
        if word == "is" or was.facts != now.facts:
            yield from (f"       {line}" for line in cited(view.knowledge, cell.facts))
