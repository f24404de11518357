"""Report what the log holds and the files no longer do."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from attrs import fields

from timeline.errors import Problem
from timeline.facts.fact import Citation, Event, Fact, plain_name
from timeline.facts.records import Confirmed, Corrected, Retracted, root_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from timeline.facts.entry import Recorded
    from timeline.record.drafts import Draft, Ledger
    from timeline.record.logged import Logged

__all__ = ["missing"]


def missing(ledger: Ledger, past: Logged) -> Iterator[Problem]:
    """Report each recorded fact, and each statement about one, that the files lack now."""
    yield from _Search(ledger, past).problems()


class _Search:
    """Look in the files for all that was recorded from them."""

    def __init__(self, ledger: Ledger, past: Logged) -> None:
        self.ledger, self.past = ledger, past

    def problems(self) -> Iterator[Problem]:
        cited: dict[str, set[Citation]] = {}
        for draft in self.ledger.facts:
            root = self.past.first_id(draft.event.id)
            cited.setdefault(root, set()).update(draft.event.citations)
        stated = {
            self.past.by_first_name(draft.event).id
            for several in (
                self.ledger.retractions, self.ledger.confirmations, self.ledger.corrections
            )
            for draft in several
        }  # fmt: skip
        for root, each in self.past.latest.items():
            if not self._should_hold(each):
                continue
            if root not in stated and self._lacking(root, each, cited):
                moved = self._moved(each.event)
                if moved is not None:
                    yield _another_day(moved, root, each)
                    continue
                yield Problem(
                    rule="fact-gone",
                    severity="warning",
                    message=f"“{root}”, recorded in commit #{each.commit} from"
                    f" {each.file}:{each.line}, is no longer in the files",
                    hint="put it back, or retract it: [[retraction]] with of and reason"
                    if isinstance(each.event, Fact) else "put it back",
                    fact=root,
                )  # fmt: skip

    @cached_property
    def _settled(self) -> set[str]:
        return self.past.settled

    @cached_property
    def _undone(self) -> set[str]:
        return self.past.undone

    def _moved(self, event: Event) -> Draft[Fact] | None:
        """Return the new fact whose id differs only by the day, which its id is made from."""
        return self._unnamed.get(_key(event))

    @cached_property
    def _unnamed(self) -> dict[tuple[object, ...], Draft[Fact]]:
        """The new facts whose ids were made for them, the first one of each key."""
        found: dict[tuple[object, ...], Draft[Fact]] = {}
        for draft in self.ledger.facts:
            if "id" not in draft.lines and draft.event.id not in self.past.latest:
                found.setdefault(_key(draft.event), draft)
        return found

    def _should_hold(self, recorded: Recorded) -> bool:
        """Tell whether the files read should hold an event: not one imported from other data."""
        file = recorded.file
        return file in self.ledger.files or (
            self.ledger.whole and (file is None or file.endswith(".toml"))
        )

    def _lacking(
        self, root: str, recorded: Recorded, cited: Mapping[str, AbstractSet[Citation]]
    ) -> bool:
        """Tell whether files that do not state an event by its id should hold it."""
        event = recorded.event
        if isinstance(event, Fact):
            return root not in cited and root not in self._settled
        if event.id in self._undone:
            return False
        if isinstance(event, Corrected):
            by = root_of(event.by)[0]
            return by in cited and by not in {root_of(each)[0] for each in event.of}
        if isinstance(event, Confirmed):
            of = root_of(event.of)[0]
            amended = of in self.past.amended or (
                of in self.past.latest and self.past.latest[of].position > recorded.position
            )
            return of in cited and not amended and not cited[of] >= set(event.citations)
        return isinstance(event, Retracted)


def _key(event: Event) -> tuple[object, ...]:
    """Return what an id is made from beside the day."""
    names = {plain_name(each.name): each.name for each in fields(type(event))}
    return type(event), *(getattr(event, names[each]) for each in type(event).KEY)


def _another_day(draft: Draft[Fact], root: str, recorded: Recorded) -> Problem:
    """Report a fact whose day was changed: it would be recorded as a second fact."""
    return draft.problem(
        "fact-moved",
        f"“{root}”, recorded in commit #{recorded.commit}, is no longer in the files, and this"
        " fact is like it but for the day",
        f'where it is the same fact: was = "{root}" and --amend "REASON"; where it is another:'
        " give it an id, and put the other back",
        field="occurred",
    )
