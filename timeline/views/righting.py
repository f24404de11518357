"""Follow what was stated of facts by a commit: other names, confirmations, corrections.

A correction and a retraction can be taken back like a fact, by a retraction of their id.

Only what was recorded plays a part here; whether the public could know it is
weighed elsewhere. Names and corrections that lead in circles end where they began.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from timeline.facts.records import Confirmed, Corrected, Renamed, Retracted, root_of
from timeline.views.filing import Filing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from timeline.facts.entry import Recorded

__all__ = ["Statements", "lacking"]


@frozen
class Statements:
    """The statements about facts that a filing holds up to a commit; None admits all."""

    filing: Filing
    commit: int | None = None

    def by_then(self, recorded: Recorded) -> bool:
        """Tell whether an event had been recorded."""
        return self.commit is None or recorded.commit <= self.commit

    def names(self, root: str) -> list[str]:
        """Return every id that a fact has gone by, the first one first."""
        names = [root]
        for name in names:
            names += [
                each.event.to
                for each in self.filing.under("statement", name)
                if isinstance(each.event, Renamed) and self.by_then(each)
                and each.event.to not in names
            ]  # fmt: skip
        return names

    def root(self, name: str) -> str:
        """Return the id under which a fact was first recorded."""
        names = [root_of(name)[0]]
        for known in names:
            names += [
                each.event.of
                for each in self.filing.under("renamed", known)
                if isinstance(each.event, Renamed) and self.by_then(each)
                and each.event.of not in names
            ]  # fmt: skip
        return names[-1]

    def of(self, recorded: Recorded) -> Iterator[Recorded]:
        """Give what was stated of a fact.

        An amendment is of one revision only, and so is what takes an amendment
        back by its own id, or by that of the statement that amends; a
        confirmation is of the revision that it was made of.
        """
        root, revision = root_of(recorded.event.id)
        for name in self.names(root):
            for each in self.filing.under("statement", name):
                if self.by_then(each) and self._is_of(each, recorded, root, name):
                    yield each
        for each in self.filing.under("replaces", recorded.event.id) if revision > 1 else ():
            event = each.event
            if isinstance(event, Corrected) and root in {root_of(name)[0] for name in event.of}:
                yield from self.retractions(each)

    def retractions(self, statement: Recorded) -> Iterator[Recorded]:
        """Give what takes back a correction or a retraction."""
        name = statement.event.id
        for each in self.filing.under("statement", root_of(name)[0]):
            if isinstance(each.event, Retracted) and name in each.event.of and self.by_then(each):
                yield each

    def _is_of(self, statement: Recorded, recorded: Recorded, root: str, name: str) -> bool:
        """Tell whether a statement about a fact of this name is one about this revision of it."""
        event = statement.event
        if isinstance(event, Corrected) and root_of(event.by)[0] in {root, name}:
            return recorded.event.id in event.of
        if isinstance(event, Retracted):
            revision = root_of(recorded.event.id)[1]
            named = [root_of(each) for each in event.of]
            return (name, 1) in named or (name, revision) in named
        if isinstance(event, Confirmed):
            return self._confirmed(root, statement) in {None, recorded.event.id}
        return True

    def _confirmed(self, root: str, statement: Recorded) -> str | None:
        """Return the revision that a fact was in when it was confirmed.

        None where no revision of the fact was recorded before.
        """
        before = [
            each.event.id
            for each in self.filing.under("fact", root)
            if each.position < statement.position
        ]
        return before[-1] if before else None

    def corrections(self, recorded: Recorded) -> Iterator[tuple[Recorded, Corrected]]:
        """Give the corrections of a fact by others, each with its record."""
        for each in self.of(recorded):
            event = each.event
            if isinstance(event, Corrected) and event.by != recorded.event.id:
                yield each, event

    def replacing(self, statement: Corrected) -> Recorded | None:
        """Return the fact that a correction puts in the place of others."""
        for each in self.filing.under("fact", root_of(statement.by)[0]):
            if each.event.id == statement.by and self.by_then(each):
                return each
        return None

    def replaced(
        self, recorded: Recorded, acts: Callable[[Recorded], bool] = lambda _: True
    ) -> Iterator[tuple[Corrected, Recorded]]:
        """Give the facts that a fact replaces by statements that act, each with its statement."""
        for each in self.filing.under("replaces", recorded.event.id):
            event = each.event
            if not isinstance(event, Corrected) or not self.by_then(each) or not acts(each):
                continue
            for name in dict.fromkeys(self.root(of) for of in event.of):
                for other in self.filing.under("fact", name):
                    if other is not recorded and self.by_then(other) and each in self.of(other):
                        yield event, other

    def rivals(self, recorded: Recorded, acts: Callable[[Recorded], bool]) -> list[Recorded]:
        """Return the other facts that were put, at once or in turn, in the place of the same.

        A correction of which `acts` is false was taken back: it puts nothing anywhere.
        """
        origins = _reached(recorded, lambda each: (other for _, other in self.replaced(each, acts)))
        if len(origins) == 1:
            return []
        found = {
            other.position: other
            for origin in origins
            for other in _reached(origin, lambda each: self._replacing(each, acts))[1:]
        }
        return [found[position] for position in sorted(found) if position != recorded.position]

    def line(self, recorded: Recorded, acts: Callable[[Recorded], bool]) -> set[int]:
        """Return the positions of the facts that a fact replaces, or is replaced by, in turn."""
        before = _reached(recorded, lambda each: (other for _, other in self.replaced(each, acts)))
        after = _reached(recorded, lambda each: self._replacing(each, acts))
        return {each.position for each in (*before, *after)}

    def _replacing(
        self, recorded: Recorded, acts: Callable[[Recorded], bool]
    ) -> Iterator[Recorded]:
        for each, statement in self.corrections(recorded):
            if acts(each) and (by := self.replacing(statement)) is not None:
                yield by


def lacking(events: Iterable[Recorded]) -> bool:
    """Tell whether a correction is among these events, and not the fact that replaces."""
    several = list(events)
    ids = {each.event.id for each in several}
    return any(isinstance(each.event, Corrected) and each.event.by not in ids for each in several)


def _reached(start: Recorded, ahead: Callable[[Recorded], Iterator[Recorded]]) -> list[Recorded]:
    """Return an event and all that is reached from it, each of them once."""
    found = {start.position: start}
    waiting = [start]
    for each in waiting:
        for other in ahead(each):
            if other.position not in found:
                found[other.position] = other
                waiting.append(other)
    return waiting
