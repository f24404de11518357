"""Tell what each further statement about a relationship asserts, beside the one before.

A record is told of again and again. What its statements assert, for one thread:

- a step with a day of its own: the level became so on that day
- a level with no start, told for the first time: it was seen on the day of the statement
- another level from the day that was told before: it changed on an unknown day
  after the statement before
- the same again: the level was seen once more
- no longer told, or closed with no end: it went below what is disclosed, or to
  nothing, on an unknown day after the statement before
- an earlier day than something told before: that was wrong, and is corrected
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen, mutable

from timeline import dates
from timeline.dates import When
from timeline.formats.bods_interests import Step, Thread
from timeline.formats.bods_shapes import day_after, day_before
from timeline.shares import NONE, UNKNOWN, Share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


__all__ = ["Assertion", "History"]


@frozen(kw_only=True)
class Assertion:
    """A level of one thread: when, whether it changed then or was seen, and what it corrects.

    `before` is the level that was told last, where that changed on an unknown day.
    `step` is what was told, where it was told with a day. `dropped` is for what
    is merely told no longer, `again` for what was told to be going on already.
    `corrects` has the places of earlier assertions.
    """

    thread: Thread
    share: Share
    when: When
    before: Share | None = None
    seen: bool = False
    dropped: bool = False
    again: bool = False
    step: Step | None = None
    corrects: tuple[int, ...] = ()

    def disputes(self, other: Assertion) -> bool:
        """Tell whether this, told later, says that another was wrong: another level, not after."""
        if self.share == other.share:
            return False
        return _latest(other.when) >= _earliest(self.when)


@mutable
class _Line:
    """What one thread of a record has been told to be so far; no steps where it is told no more."""

    steps: tuple[Step, ...]
    asserted: list[tuple[int, Assertion]] = field(factory=list)


@mutable
class History:
    """The statements about one relationship so far."""

    day: date | None = None
    count: int = 0
    _threshold: Share = UNKNOWN
    _lines: dict[Thread, _Line] = field(factory=dict)

    def tell(
        self, day: date, threads: Mapping[Thread, tuple[Step, ...]], *,
        closed: bool, threshold: Share,
    ) -> list[Assertion]:  # fmt: skip
        """Take in the next statement; return what it asserts, in order.

        Under the `threshold` nothing needed to be disclosed.
        """
        found: list[Assertion] = []
        self._threshold = threshold
        for thread, steps in sorted(threads.items()):
            found += self._thread(day, thread, steps, closed=closed)
        for thread in sorted(self._lines.keys() - threads.keys()):
            if self._lines[thread].steps:
                found += self._dropped(day, thread)
        self.day = day
        return found

    def _thread(
        self, day: date, thread: Thread, steps: tuple[Step, ...], *, closed: bool
    ) -> list[Assertion]:
        line = self._lines.setdefault(thread, _Line(()))
        known = bool(line.steps)
        if not known:
            told = list(self._first(day, thread, steps, closed=closed))
        elif closed:
            told = list(self._last(thread, line, steps))
        else:
            told = list(self._again(day, thread, line, steps))
        if known and line.steps[-1].share != NONE:
            told = [evolve(each, again=each.share != NONE) for each in told]
        told = self._kept(line, steps, told)
        line.steps = (*line.steps, *(each.step for each in told if each.step)) if closed else steps
        if closed and not known and steps[-1].day is None:
            line.steps = ()  # when it was held is told nowhere
        elif closed:
            told += self._dropped(day, thread)
        return told

    def _first(
        self, day: date, thread: Thread, steps: tuple[Step, ...], *, closed: bool
    ) -> Iterator[Assertion]:
        """Give what a thread that was not told of before is told to be."""
        for step, following in zip(steps, (*steps[1:], None), strict=True):
            if step.day is not None:
                yield _changed(thread, step)
            elif following is not None and following.day is not None:
                before = dates.between(None, min(day_before(following.day), day))
                yield Assertion(thread=thread, share=step.share, when=before, seen=True)
            elif not closed:
                yield Assertion(thread=thread, share=step.share, when=dates.day(day), seen=True)

    def _again(
        self, day: date, thread: Thread, line: _Line, steps: tuple[Step, ...]
    ) -> Iterator[Assertion]:
        """Give what is told of a thread that was told of before."""
        after = zip(steps, (*(each.day for each in steps[1:]), None), strict=True)
        fresh = [(step, until) for step, until in after if step not in line.steps]
        for step, until in fresh:
            if step.day is None and step.share == line.steps[-1].share:
                yield Assertion(thread=thread, share=step.share, when=dates.day(day), seen=True)
            elif step.day is None or self._kept_day(step, line, until):
                last = day if until is None else min(day, day_before(until))
                yield Assertion(
                    thread=thread, share=step.share, when=self._since(last, line), step=step,
                    before=_share_from(line.steps, step.day),
                )  # fmt: skip
            else:
                yield _changed(thread, step)
        if fresh:
            return
        if line.steps[-1].share == NONE != steps[-1].share:
            yield (
                _changed(thread, steps[-1])
                if steps[-1].day
                else Assertion(thread=thread, share=steps[-1].share, when=dates.day(day), seen=True)
            )
            return
        now = _level(steps, day)
        if now is not None:
            yield Assertion(thread=thread, share=now, when=dates.day(day), seen=True)

    def _last(self, thread: Thread, line: _Line, steps: tuple[Step, ...]) -> Iterator[Assertion]:
        """Give what the last statement of a record tells with days of its own: mostly an end."""
        for step in steps:
            if step.day is not None and step not in line.steps and not self._kept_day(step, line):
                yield _changed(thread, step)

    def _dropped(self, day: date, thread: Thread) -> list[Assertion]:
        """Give what follows where a thread is told no longer, and was not told to have ended."""
        line = self._lines[thread]
        steps, last = line.steps, line.steps[-1]
        if last.share == NONE:
            line.steps = ()
            return []
        gone = Assertion(
            thread=thread, share=self._threshold, when=self._since(day, line), dropped=True,
            before=last.share,
        )  # fmt: skip
        line.steps = ()
        return self._kept(line, steps, [gone])

    def _kept_day(self, step: Step, line: _Line, until: date | None = None) -> bool:
        """Tell whether a level has the day of another one, told before, which it came after.

        It did not where it was over by the statement before: that one was wrong.
        """
        if self.day is None or step.day is None or (until is not None and until <= self.day):
            return False
        return step.day <= self.day and any(each.day == step.day for each in line.steps)

    def _since(self, day: date, line: _Line) -> When:
        """Return some day after the statement before, and after what it told."""
        told = [each.day for each in line.steps if each.day is not None and each.day <= day]
        if self.day is not None:
            told.append(self.day)
        return dates.between(min(day_after(max(told, default=date.min)), day), day)

    def _kept(
        self, line: _Line, steps: Sequence[Step], told: Sequence[Assertion]
    ) -> list[Assertion]:
        """Number what is told, and see what it corrects of what was told before."""
        withdrawn = [
            at for at, each in line.asserted
            if line.steps and each.step and each.share == NONE and each.step not in steps
        ]  # fmt: skip
        found: list[Assertion] = []
        gone: set[int] = set()
        for each in told:
            wrong = {
                at for at, other in line.asserted
                if other.step not in steps and each.disputes(other)
            } | set(withdrawn if each is told[-1] and not each.dropped else ())  # fmt: skip
            corrects = tuple(sorted(wrong - gone))
            gone |= wrong
            found.append(_correcting(each, corrects))
        line.asserted = [(at, each) for at, each in line.asserted if at not in gone]
        line.asserted += list(enumerate(found, start=self.count))
        self.count += len(found)
        return found


def _changed(thread: Thread, step: Step) -> Assertion:
    assert step.day is not None  # noqa: S101 - seen to by those who call
    return Assertion(thread=thread, share=step.share, when=dates.day(step.day), step=step)


def _correcting(told: Assertion, corrects: tuple[int, ...]) -> Assertion:
    return evolve(told, corrects=corrects) if corrects else told


def _share_from(steps: Sequence[Step], day: date | None) -> Share:
    """Return the level that was told to begin on a day, else the last one."""
    return next((each.share for each in steps if each.day == day), steps[-1].share)


def _level(steps: Sequence[Step], day: date) -> Share | None:
    """Return the level on a day; None where it has not begun by then."""
    begun = [each for each in steps if each.day is None or each.day <= day]
    return begun[-1].share if begun else None


def _earliest(when: When) -> date:
    return when.earliest or date.min


def _latest(when: When) -> date:
    return when.latest or date.max
