"""Count what happened in a whole large market, by the days of which it may be."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from timeline.api.answers import Answers
from timeline.api.pacing import ACTS, counted, happening
from timeline.api.parts import Reach
from timeline.facts.fact import Fact
from timeline.views.in_force import InForce
from timeline.views.pace import Happening
from timeline.views.question import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from timeline.api.pacing import Only
    from timeline.facts.entry import Commit, Recorded
    from timeline.store.held import Held
    from timeline.store.spells import Spells
    from timeline.views.question import Question

__all__ = ["Kept", "Weighed"]

_EVENTS = 5_000  # that are weighed at one go


class Kept:
    """What happened, as now known: counted by what the log keeps of each fact."""

    def __init__(self, spells: Spells, reach: Reach, on: date, only: Only) -> None:
        """Find which facts are counted in a larger one, up to a day."""
        self._spells, self._reach = spells, reach
        self._asked = {
            "on": on,
            "types": list(only.types),
            "segment": only.segment,
            "acts": sorted({*ACTS, "said_by"}),
            "but": list(self._parts()),
        }

    def counts(self) -> Mapping[tuple[Span, bool], int]:
        """Return how many there are of each span, sure ones or others."""
        asked = {**self._asked, "first": date.min, "last": date.max, "named": False}
        return {
            (Span(first, last), sure): many
            for first, last, sure, many, _ in self._spells.happened(asked)
        }

    def within(self, first: date, last: date) -> Iterator[Happening]:
        """Give what may have happened within days."""
        asked = {**self._asked, "first": first, "last": last, "named": True}
        for earliest, latest, sure, _, names in self._spells.happened(asked):
            yield from (Happening(name, Span(earliest, latest), sure) for name in names)

    def _parts(self) -> Iterator[int]:
        """Give the positions of facts that are a part of a larger one which counts."""
        several: dict[str, list[int]] = {}
        for position, name in self._spells.parted():
            several.setdefault(name, []).append(position)
        for name, larger in self._reach.named(several).items():
            if isinstance(larger, InForce) and larger.moves:
                yield from (each for each in several[name] if each != larger.recorded.position)


class Weighed:
    """What happened under other clocks: all facts are weighed, some at a time."""

    def __init__(self, held: Held, commit: Commit, question: Question, only: Only) -> None:
        """Weigh nothing yet."""
        self._held, self._commit, self._question, self._only = held, commit, question, only

    def counts(self) -> Mapping[tuple[Span, bool], int]:
        """Return how many there are of each span, sure ones or others."""
        found: Counter[tuple[Span, bool]] = Counter()
        for events in self._held.parts(_EVENTS):
            found.update((each.span, each.sure) for each in self._counted(events))
            self._held.forget()
        return found

    def within(self, first: date, last: date) -> Iterator[Happening]:
        """Give what may have happened within days, and maybe others."""
        return self._counted(Reach(self._held, self._commit).within(first, last))

    def _counted(self, events: Iterable[Recorded]) -> Iterator[Happening]:
        reach = Reach(self._held, self._commit)
        until = self._commit.number
        facts = [each for each in events if each.commit <= until and isinstance(each.event, Fact)]
        here = {each.position for each in reach.facts(facts)}
        question = self._question
        answers = Answers.by(self._commit, reach.all(), on=question.on, known=question.known)
        for each, sure in counted(answers, self._only):
            if each.recorded.position in here:
                yield happening(each, sure)
