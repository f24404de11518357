"""Tell a test as a sentence: given facts, on a day, then.

view = given(changed("yunya", "yunhe", on="2025-09-02", before="3.34%", after="3.68%")).on(
    "2025-09-01"
)
assert view.stake("yunya", "yunhe") == "3.34%"

Facts are made by what `timeline.testing` has for them, or read from the text
or the files of a ledger. Each `later` is one more commit, a day after the one
before, or as late as the frozen clock says.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from timeline import clock
from timeline.api.appending import append
from timeline.errors import ValueUnreadable
from timeline.facts.codec import entry, recorded
from timeline.facts.entry import Recorded
from timeline.store.log import Log
from timeline.testing import clocks
from timeline.testing.days import to_day
from timeline.testing.ledgers import found_at, is_path, placed
from timeline.testing.then import Then
from timeline.views.filing import Filing
from timeline.views.knowledge import Knowledge
from timeline.views.question import Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.testing.ledgers import Facts

__all__ = ["FIRST_COMMIT", "Given", "IdsClash", "given"]

__tracebackhide__ = True
FIRST_COMMIT = datetime(2026, 11, 21, 7, tzinfo=UTC)


class IdsClash(ValueUnreadable):
    """Two facts of a test have one id."""

    def __init__(self, names: Sequence[str]) -> None:
        """Name the ids."""
        said = ", ".join(f"“{each}”" for each in names)
        super().__init__(f"two facts have one id: {said}", "give one of them an id of its own")


def given(*stated: Facts | Log) -> Given:
    """Begin a log with one commit: events, what a text or files state, or a log as it is.

    A text of a ledger's file is told by its line breaks; any other is the path of
    a file or folder beside the file in which the test stands.
    """
    logs = [each for each in stated if isinstance(each, Log)]
    others = [each for each in stated if not isinstance(each, Log)]
    if not logs:
        return Given(()).later(*others)
    begun = Given(tuple(one for each in logs for one in _held(each)))
    return begun.later(*others) if others else begun


@frozen
class Given:
    """What a log holds, in the order in which it will be filed, and the clocks of a question."""

    log: tuple[Recorded, ...]
    at_known: date | None = None
    at_commit: int | None = None
    paths: tuple[Path, ...] = field(default=(), eq=False, repr=False)
    cuts: tuple[int, ...] = ()
    names: frozenset[str] = field(default=frozenset(), eq=False, repr=False)

    def later(self, *stated: Facts) -> Given:
        """Record more, as one more commit, a day later."""
        commit = max((each.commit for each in self.log), default=0) + 1
        at = clocks.now() or FIRST_COMMIT + timedelta(days=commit - 1)
        several = [one for each in stated for one in placed(each)]
        more = [
            Recorded(event=each.event, position=position, commit=commit, at=at,
                     file=each.file, line=each.line)
            for position, each in enumerate(several, start=len(self.log) + 1)
        ]  # fmt: skip
        log = (*self.log, *more)
        _refuse_clashes(log)
        return evolve(self, log=log, paths=(*self.paths, *_paths(stated)))

    def known(self, day: str | date | None) -> Given:
        """Ask by what was public on a day."""
        return evolve(self, at_known=None if day is None else to_day(day))

    def recorded(self, by: int | str | date | None) -> Given:
        """Ask by what was recorded up to a commit, `2` or `"#2"`, or to the end of a day."""
        if isinstance(by, str) and by.startswith("#"):
            by = int(by[1:])
        if not isinstance(by, int) and by is not None:
            day = to_day(by)
            by = max((each.commit for each in self.log if each.at.date() <= day), default=0)
        return evolve(self, at_commit=by)

    def shuffled(self, seed: int) -> Given:
        """File the same events in another order."""
        log = list(self.log)
        random.Random(seed).shuffle(log)  # noqa: S311 - an order, no secret
        return evolve(self, log=tuple(log))

    def split(self, *at: int) -> Given:
        """File in parts: so many events, then all is read once, then those up to the next."""
        return evolve(self, cuts=tuple(sorted(at)))

    def on(self, day: str | date | None = None) -> Then:
        """Ask about a day, today by default."""
        asked = clock.today() if day is None else to_day(day)
        question = Question(on=asked, known=self.at_known, recorded=self.at_commit)
        state = Filing()
        for first, last in pairwise((0, *self.cuts)):
            state = state.all(self.log[first:last])
            Then(Knowledge(state, question)).everything()
        rest = self.log[max(self.cuts, default=0) :]
        return Then(Knowledge(state.all(rest), question), self.problems, self.names)

    def problems(self) -> list[str]:
        """Say what `timeline check` would of these facts, one line a problem."""
        from timeline.testing.checked import problems

        return problems(self.log, self.paths)

    def into(self, log: Log) -> Log:
        """Record it all in a log's file, commit by commit, and return the log."""
        commits = sorted({each.commit: each.at for each in self.log}.items())
        for number, at in commits:
            several = [each for each in self.log if each.commit == number]
            entries = [entry(each.event, file=each.file, line=each.line) for each in several]
            before = [each for each in self.log if each.commit < number]
            append(log, before, entries, f"given #{number}", at=at)
        return log


def _held(log: Log) -> list[Recorded]:
    """Return what a log holds, with its commits as they are."""
    commits, stored = log.history()
    return recorded(stored, commits)


def _paths(stated: Iterable[Facts]) -> tuple[Path, ...]:
    return tuple(found_at(each) for each in stated if is_path(each))


def _refuse_clashes(log: Sequence[Recorded]) -> None:
    ids = [each.event.id for each in log]
    if len(set(ids)) < len(ids):
        raise IdsClash(sorted({each for each in ids if ids.count(each) > 1}))
