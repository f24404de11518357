"""Take up the history of a relationship where an earlier file, recorded already, left it.

A publisher's next file may hold the next statements alone. What the ones before
told is read back from the facts that they became.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from timeline.facts.companies import (
    CompanyDissolved,
    CompanyFounded,
    CompanyRenamed,
    PersonMoved,
)
from timeline.facts.fact import Fact
from timeline.facts.ownership import ControlEnded, ControlStated, StakeChanged, StakeStated
from timeline.facts.records import Corrected, Retracted
from timeline.formats.bods_facts import noted
from timeline.formats.bods_interests import ALL, Step, Thread
from timeline.formats.bods_threads import Assertion, History
from timeline.shares import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.facts.fact import Event
    from timeline.formats.bods_facts import Noted
    from timeline.formats.bods_statements import Statement
    from timeline.shares import Share

__all__ = ["Recall"]

_Read = tuple["Noted", Fact, Assertion]


class Recall:
    """What a log has of earlier statements, found by the record that they are on."""

    def __init__(self, known: Iterable[Event]) -> None:
        """Find each fact by its record, and each fact of a company alone by what it says."""
        self._told: defaultdict[str, list[tuple[Noted, Fact]]] = defaultdict(list)
        self._own: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
        self._wrong: set[str] = set()
        for each in known:
            if isinstance(each, Corrected | Retracted):
                self._wrong.update(each.of)
            elif isinstance(each, CompanyFounded | CompanyDissolved | CompanyRenamed):
                self._own[_said(each)].add(each.id)
            elif isinstance(each, Fact) and (note := noted(each)) is not None:
                self._told[note.record].append((note, each))

    def said_by_another(self, fact: Fact) -> bool:
        """Tell whether another statement, recorded from another file, has said just this."""
        ids = self._own.get(_said(fact), set())
        return bool(ids) and fact.id not in ids

    def history(
        self, first: Statement, pair: tuple[str, str], here: frozenset[str], threshold: Share
    ) -> tuple[History, list[str]]:
        """Return what a record was told to be before its first statement in a file.

        With it come the ids of the facts that it became. Statements that are
        `here`, in the file as well, are read from the file.
        """
        history, ids = History(threshold), list[str]()
        told = self._before(first, pair, here)
        threads: defaultdict[Thread, list[_Read]] = defaultdict(list)
        for note, fact in told:
            assertion = _assertion(fact, gone=note.gone)
            if assertion is not None:
                threads[assertion.thread].append((note, fact, assertion))
        for thread, several in sorted(threads.items()):
            steps = _steps(several)
            history.recall(thread, steps, [each for _, _, each in several])
            ids += [fact.id for _, fact, _ in several]
        history.day = max((date.fromisoformat(note.day) for note, _ in told), default=None)
        return history, ids

    def _before(
        self, first: Statement, pair: tuple[str, str], here: frozenset[str]
    ) -> list[tuple[Noted, Fact]]:
        """Return the facts in force of earlier statements on the record, in their order."""
        found = [
            (note, fact) for note, fact in self._told.get(first.record, ())
            if fact.id not in self._wrong and note.statement not in here
            and note.day <= first.day.isoformat() and pair == _parties(fact)
        ]  # fmt: skip
        return sorted(found, key=lambda each: each[0].day)


def _said(fact: Fact) -> tuple[object, ...]:
    return fact.TYPE, getattr(fact, "company", None), fact.occurred


def _parties(fact: Fact) -> tuple[str, str] | None:
    if isinstance(fact, StakeStated | ControlStated | ControlEnded):
        return fact.holder, fact.company
    if isinstance(fact, StakeChanged) and fact.holder is not None:
        return fact.holder, fact.company
    return (fact.person, fact.company) if isinstance(fact, PersonMoved) else None


def _assertion(fact: Fact, *, gone: bool) -> Assertion | None:
    """Return what a fact asserts of its thread."""
    when = fact.occurred
    if when is None:
        return None
    if isinstance(fact, StakeStated | StakeChanged):
        thread = Thread("stake", fact.interest, fact.class_ or "")
        share = fact.stake if isinstance(fact, StakeStated) else fact.after
    elif isinstance(fact, ControlStated | ControlEnded):
        thread, share = Thread("control"), NONE if isinstance(fact, ControlEnded) else ALL
    elif isinstance(fact, PersonMoved):
        thread = Thread("post", fact.post or "")
        share = NONE if fact.move == "left" else ALL
    else:
        return None
    if share is None:
        return None
    seen = isinstance(fact, StakeStated)
    step = Step(when.earliest, share) if when.is_day and not seen else None
    return Assertion(thread=thread, share=share, when=when, seen=seen, dropped=gone, step=step)


def _steps(told: Iterable[_Read]) -> tuple[Step, ...]:
    """Return the steps as the last of these statements told them; none where it did not.

    A statement tells its own steps: those before them are told no more, but for
    the one that an end is of.
    """
    steps: list[Step] = []
    last = ""
    for note, _, each in told:
        if each.dropped:
            steps = []
        elif each.step is not None:
            day = each.step.day or date.min
            if note.statement != last and each.share != NONE:
                steps = []
            steps = [other for other in steps if (other.day or date.min) < day] + [each.step]
            last = note.statement
        elif steps:
            steps[-1] = Step(steps[-1].day, each.share)
        else:
            steps = [Step(None, each.share)]
    return tuple(steps)
