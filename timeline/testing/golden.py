"""Hold a matrix of answers against its snapshot, and say of each cell what differs and why."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.errors import TimelineError
from timeline.testing.differing import differences
from timeline.testing.given import as_given
from timeline.testing.matrix import asked, read, written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.testing.given import Given
    from timeline.testing.matrix import Day, Questions

__all__ = ["Golden", "GoldenDiffers", "GoldenMissing", "GoldenTaken"]

__tracebackhide__ = True
_UPDATE = "pytest --timeline-update"


class GoldenMissing(TimelineError):
    """There is no snapshot to hold the matrix against."""

    def __init__(self, name: str) -> None:
        """Name the file, and say how it is written."""
        super().__init__(
            f"there is no snapshot {name} yet", f"{_UPDATE} writes it; look at it, then keep it"
        )


class GoldenTaken(TimelineError):
    """Two matrices would be held against one snapshot, and one of them always differ."""

    def __init__(self, name: str, test: str) -> None:
        """Name the file, and the test that has it."""
        super().__init__(
            f"{name} is already the snapshot of a matrix in {test}",
            'give each a name of its own: golden(…, name="…")',
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
    """The snapshots of one test: in `folder`, beside the test file, called after the test.

    `taken` has the test of each snapshot of the session, `held` those of this test.
    """

    folder: Path
    name: str
    root: Path
    update: bool
    test: str = ""
    taken: dict[str, str] = field(factory=dict)
    wrote: Callable[[str], None] = print
    held: list[str] = field(factory=list)

    def __repr__(self) -> str:
        """Return what a failing test shows of it."""
        return f"<golden matrices of {self.name}>"

    def __call__(
        self,
        facts: Given,
        questions: Questions,
        *,
        on: Iterable[Day] | Day,
        known: Iterable[Day | None] | Day | None = None,
        name: str | None = None,
    ) -> None:
        """Ask every question of every day at every state of knowledge, and compare.

        `name` tells several snapshots of one test apart.

        Raises:
            GoldenTaken: another matrix is held against that snapshot.
            GoldenMissing: there is no snapshot.
            GoldenDiffers: an answer differs from it, or the facts behind one.
        """
        matrix = asked(as_given(facts), questions, on, known)
        path = self.folder / f"{_slug(name or self.name)}.txt"
        told = path.relative_to(self.root) if path.is_relative_to(self.root) else path
        self._take(told.as_posix())
        if self.update:
            self._write(path, written(matrix), told.as_posix())
            return
        if not path.exists():
            raise GoldenMissing(told.as_posix())
        lines = list(differences(read(path.read_text("utf-8")), matrix, facts, questions))
        if lines:
            raise GoldenDiffers(told.as_posix(), lines)

    def _take(self, told: str) -> None:
        owner = self.taken.setdefault(told, self.test)
        if owner != self.test or told in self.held:
            raise GoldenTaken(told, owner)
        self.held.append(told)

    def _write(self, path: Path, text: str, told: str) -> None:
        if path.exists() and path.read_text("utf-8") == text:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        self.wrote(told)


def _slug(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name.removeprefix("test_").replace("_", "-")).strip("-")
