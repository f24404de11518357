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
from timeline.errors import NotFound, ValueUnreadable
from timeline.facts.codec import entry, recorded
from timeline.facts.entry import Recorded
from timeline.show.words import plural
from timeline.store.log import Log
from timeline.testing import clocks
from timeline.testing.days import to_day
from timeline.testing.ledgers import NoFacts, found_at, is_path, placed
from timeline.testing.then import Then
from timeline.views.filing import Filing
from timeline.views.knowledge import Knowledge
from timeline.views.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from timeline.testing.comparing import Problems
    from timeline.testing.ledgers import Facts

__all__ = ["FIRST_COMMIT", "Given", "IdsClash", "as_given", "given"]

__tracebackhide__ = True
FIRST_COMMIT = datetime(2026, 11, 21, 7, tzinfo=UTC)


class IdsClash(ValueUnreadable):
    """Two facts of a test have one id."""

    def __init__(self, names: Sequence[str]) -> None:
        """Name the ids."""
        said = ", ".join(f"“{each}”" for each in names)
        super().__init__(
            f"two facts have one id: {said}", 'give one of them an id of its own: id="…"'
        )


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


@frozen(repr=False)
class Given:
    """What a log holds, in the order in which it will be filed, and the clocks of a question."""

    log: tuple[Recorded, ...]
    at_known: date | None = None
    at_commit: int | None = None
    paths: tuple[Path, ...] = field(default=(), eq=False, repr=False)
    cuts: tuple[int, ...] = ()
    names: frozenset[str] = field(default=frozenset(), eq=False, repr=False)

    def __repr__(self) -> str:
        """Return how much is given, which is what a failing test shows of it."""
        return f"<given: {plural(len(self.log), 'event')}>"

    def later(self, *stated: Facts) -> Given:
        """Record more, as one more commit, a day later."""
        commit = self._last(lambda _: True) + 1
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
        """Ask by what was recorded up to a commit, `2` or `"#2"`, or to the end of a day.

        Raises:
            NotFound: `"#2"` names no commit; a number alone is how many at most.
        """
        if isinstance(by, str) and by.startswith("#"):
            by = self._numbered(by)
        if not isinstance(by, int) and by is not None:
            day = to_day(by)
            by = self._last(lambda each: each.at.date() <= day)
        return evolve(self, at_commit=by)

    def _numbered(self, commit: str) -> int:
        number, last = commit.removeprefix("#"), self._last(lambda _: True)
        if not (number.isascii() and number.isdigit() and 0 < int(number) <= last):
            raise NotFound("commit", commit, hint=f"there are {last}, from #1 on")
        return int(number)

    def _last(self, counts: Callable[[Recorded], bool]) -> int:
        return max((each.commit for each in self.log if counts(each)), default=0)

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

    def problems(self) -> Problems:
        """Say what `timeline check` would of these facts, one line a problem."""
        from timeline.testing.checked import problems

        return problems(self.log, self.paths)

    def into(self, log: Log) -> Log:
        """Record it all in a log's file, commit by commit, and return the log."""
        commits = sorted({each.commit: each.at for each in self.log}.items())
        for number, at in commits:
            several = [each for each in self.log if each.commit == number]
            entries = [entry(each.event, file=each.file, line=each.line) for each in several]
            append(log, entries, f"given #{number}", at=at)
        return log


def as_given(facts: object) -> Given:
    """Return what `given` returned.

    Raises:
        NoFacts: it is something else.
    """
    if not isinstance(facts, Given):
        raise NoFacts(facts, "wrap it: given(…)")
    return facts


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
