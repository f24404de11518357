"""Hold what the log holds of each fact: its names, its latest revision, what was said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from timeline.facts.fact import Fact
from timeline.facts.records import (
    Confirmed,
    Corrected,
    Renamed,
    Retracted,
    acting,
    revised,
    root_of,
)
from timeline.record.drafts import confirmation_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.facts.entry import Recorded
    from timeline.facts.fact import Citation

__all__ = ["Logged"]


class Logged:
    """What was recorded, by the ids that files use; it learns what is about to be recorded too.

    `log` has every event by its own id, `latest` the latest revision of each by
    its first id. `names` leads from a later id of a fact to its first; `extra`
    has the citations that confirmed it since. `settled` facts may be missing
    from the files, `withdrawn` amendments were taken back, `amended` facts are
    amended now. Statements that were `undone`, taken back themselves, settle nothing.
    """

    def __init__(self, recorded: Iterable[Recorded]) -> None:
        """Learn every recorded event, in the order recorded."""
        self.log: dict[str, Recorded] = {}
        self.latest: dict[str, Recorded] = {}
        self.names: dict[str, str] = {}
        self.extra: dict[str, list[Citation]] = {}
        self.amended: set[str] = set()
        self._stated: dict[str, Corrected | Retracted] = {}
        for each in recorded:
            self.log[each.event.id] = each
            self._learn(each)

    def first_id(self, name: str) -> str:
        """Return the id under which a fact was recorded first."""
        return self.names.get(name, name)

    def last_id(self, root: str) -> str:
        """Return the id that a fact goes by now, from the one under which it was recorded first."""
        return next((name for name in reversed(self.names) if self.names[name] == root), root)

    def _learn(self, recorded: Recorded) -> None:
        event = recorded.event
        root, revision = root_of(event.id)
        known = self.latest.get(root)
        if known is None or root_of(known.event.id)[1] <= revision:
            self.latest[root] = recorded
        if isinstance(event, Fact) and revision > 1:
            self.extra.pop(root, None)
        elif isinstance(event, Renamed):
            self.names[event.to] = self.first_id(event.of)
        elif isinstance(event, Confirmed):
            self.extra.setdefault(root_of(event.of)[0], []).extend(event.citations)
        elif isinstance(event, Corrected | Retracted):
            self.settle(event)

    def settle(self, event: Corrected | Retracted) -> None:
        """Note that files need no longer hold these facts; an amended one they still must."""
        self._stated[event.id] = event

    @property
    def settled(self) -> set[str]:
        """The facts that another replaces or that were taken back, by their first ids."""
        found = set()
        for event in acting(self._stated.values()):
            by = root_of(event.by)[0] if isinstance(event, Corrected) else ""
            for name, revision in map(root_of, event.of):
                if name != by and not (isinstance(event, Retracted) and revision > 1):
                    found.add(self.first_id(name))
        return found

    @property
    def withdrawn(self) -> set[str]:
        """The amendments that were taken back by their own ids, or by those of what amends."""
        found = set()
        for event in acting(self._stated.values()):
            for each in event.of if isinstance(event, Retracted) else ():
                name, revision = root_of(each.removeprefix("corrected:"))
                if revision > 1:
                    found.add(revised(self.first_id(name), revision))
        return found

    @property
    def undone(self) -> set[str]:
        """The corrections and retractions that were taken back."""
        return self._stated.keys() - {each.id for each in acting(self._stated.values())}

    def by_first_name(self, event: Any) -> Any:  # noqa: ANN401 - the same type comes out
        """Return a statement as it was recorded where the fact that it is of was renamed since."""
        if isinstance(event, Corrected) and event.by in self.names:
            root: Any = self.names[event.by]
            return evolve(event, id=f"corrected:{root}", by=root)
        if isinstance(event, Confirmed) and event.of in self.names:
            root = self.names[event.of]
            return evolve(event, id=confirmation_id(root, event.citations), of=root)
        return event
