"""Tell what the files add to the log, and what they would change in it.

A recorded event is never changed: a fact whose words differ from its record is
refused, unless the change is an amendment with a reason. A further citation is
a confirmation; a document or entity described anew is a new version.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from timeline.errors import Problem
from timeline.facts.codec import entry
from timeline.facts.entry import Entry
from timeline.facts.fact import Citation, Event, Fact, FactRef
from timeline.facts.records import (
    Confirmed,
    Corrected,
    DocumentDescribed,
    EntityDescribed,
    Renamed,
    Retracted,
    revised,
    root_of,
)
from timeline.record.drafts import confirmation_id
from timeline.record.logged import Logged
from timeline.record.missing import missing
from timeline.record.repeating import differing, repeats

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from timeline.facts.entry import Recorded
    from timeline.record.drafts import Draft, Ledger

__all__ = ["Changes", "changes"]


@frozen(kw_only=True)
class Changes:
    """What recording a ledger would append, how much it holds already, and what is wrong."""

    entries: tuple[Entry, ...]
    unchanged: int
    problems: tuple[Problem, ...]


def changes(
    ledger: Ledger,
    recorded: Sequence[Recorded],
    *,
    verified: Mapping[str, tuple[bool, ...]] | None = None,
    amend: str | None = None,
    withdrawn: Mapping[str, str] | None = None,
) -> Changes:
    """Compare what the files state with what the log holds.

    `verified` has, by event id, which citations were found in their documents;
    `amend` is the reason for which changed facts are corrected rather than refused;
    `withdrawn` has the digests of events of which the log keeps nothing else, by id.
    """
    compared = _Comparison(ledger, recorded, verified or {}, amend)
    compared.withdrawn = withdrawn or {}
    compared.run()
    return Changes(
        entries=tuple(compared.entries),
        unchanged=compared.unchanged,
        problems=(*compared.problems, *missing(ledger, compared.past)),
    )


class _Comparison:
    """Go through the files once, and collect what they add."""

    def __init__(
        self,
        ledger: Ledger,
        recorded: Sequence[Recorded],
        verified: Mapping[str, tuple[bool, ...]],
        amend: str | None,
    ) -> None:
        self.ledger, self.verified, self.amend = ledger, verified, amend
        self.past = Logged(recorded)
        self.withdrawn: Mapping[str, str] = {}
        self.stated: dict[str, Draft[Fact]] = {}
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []
        self.unchanged = 0

    def run(self) -> None:
        for document in self.ledger.documents:
            self._described(document)
        for entity in self.ledger.entities:
            self._described(entity)
        for fact in self.ledger.facts:
            self._fact(fact)
        for other in (
            *self.ledger.corrections, *self.ledger.retractions, *self.ledger.confirmations
        ):  # fmt: skip
            self._statement(other)

    def _described(self, draft: Draft[DocumentDescribed] | Draft[EntityDescribed]) -> None:
        """Append a description that is new, or a version of one that reads differently now."""
        known = self.past.latest.get(draft.event.id)
        if known is not None and evolve(draft.event, id=known.event.id) == known.event:
            self.unchanged += 1
            return
        revision = root_of(known.event.id)[1] + 1 if known is not None else 1
        anew = evolve(draft.event, id=revised(draft.event.id, revision))
        while anew.id in self.withdrawn and entry(anew).digest != self.withdrawn[anew.id]:
            revision += 1
            anew = evolve(draft.event, id=revised(draft.event.id, revision))
        self._append(anew, draft)

    def _fact(self, draft: Draft[Fact]) -> None:
        root = self._root(draft)
        if root is None:
            return
        known = self.past.latest.get(root)
        if known is None or not isinstance(known.event, Fact):
            self._append(draft.event, draft)
            return
        held = self._standing(draft, known)
        if not repeats(draft.event, held) or self._drops(draft.event, root):
            self._changed(draft, known, held)
            return
        present = {*held.citations, *self.past.extra.get(root, ())}
        added = tuple(each for each in draft.event.citations if each not in present)
        if added:
            self._confirm(draft, root, added)
        else:
            self.unchanged += 1

    def _standing(self, draft: Draft[Fact], known: Recorded) -> Fact:
        """Return the revision to compare with: amendments that were taken back need not stand."""
        held = known.event
        assert isinstance(held, Fact)  # noqa: S101 - see _fact
        while held.id in self.past.withdrawn and not repeats(draft.event, held):
            root, revision = root_of(held.id)
            earlier = self.past.log.get(revised(root, revision - 1))
            if earlier is None or not isinstance(earlier.event, Fact):
                break
            held = earlier.event
        return held

    def _drops(self, fact: Fact, root: str) -> bool:
        """Tell whether an amendment leaves out a citation that had been added to the fact."""
        if self.amend is None:
            return False
        stated = {
            citation
            for each in self.ledger.confirmations
            if self.past.first_id(each.event.of) == root
            for citation in each.event.citations
        }
        return any(each not in stated and each not in fact.citations
                   for each in self.past.extra.get(root, ()))  # fmt: skip

    def _root(self, draft: Draft[Fact]) -> str | None:
        """Return the id under which a fact was recorded; None where another fact goes on as it."""
        name = draft.event.id
        root = self.past.first_id(name)
        goes_on = draft.was is not None and root == name and name not in self.past.latest
        if goes_on:
            root = self.past.first_id(draft.was or "")
            if root not in self.past.latest:
                self.problems.append(
                    draft.problem(
                        "fact-unknown", f"no fact was recorded as “{draft.was}”", field="was"
                    )
                )
                return name
        first = self.stated.setdefault(root, draft)
        if first.event.id != name:
            self._twice(draft, first)
            return None
        if goes_on:
            self._renamed(draft, root)
        return root

    def _renamed(self, draft: Draft[Fact], root: str) -> None:
        """Record that a fact goes by another id: from the one that it went by last."""
        last = self.past.last_id(root)
        renamed = Renamed(id=f"renamed:{last}", of=FactRef(last), to=FactRef(draft.event.id))
        self._append(renamed, draft)
        self.past.names[draft.event.id] = root

    def _twice(self, draft: Draft[Fact], first: Draft[Fact]) -> None:
        """Report a second fact of the files that says that it is one recorded fact."""
        late, other = (draft, first) if draft.was is not None else (first, draft)
        self.problems.append(
            late.problem(
                "was-twice",
                f"“{late.was or late.event.id}” goes on as “{other.event.id}”"
                f" at {other.file}:{other.line}",
                "one fact goes by one id: leave out “was” where this is another fact, or the fact"
                " where it is the same",
                field="was",
            )
        )

    def _confirm(self, draft: Draft[Fact], root: str, added: tuple[Citation, ...]) -> None:
        flags = dict(
            zip(draft.event.citations, self.verified.get(draft.event.id, ()), strict=False)
        )
        confirmed = Confirmed(id=confirmation_id(root, added), of=FactRef(root), citations=added)
        self._append(confirmed, draft, tuple(flags.get(each, False) for each in added))

    def _changed(self, draft: Draft[Fact], known: Recorded, held: Fact) -> None:
        """Correct a fact that reads differently now, where that was asked for; else refuse."""
        root, revision = root_of(known.event.id)
        if self.amend is not None:
            self.past.amended.add(root)
            free = next(each for each in count(revision + 1)
                        if revised(root, each) not in self.withdrawn)  # fmt: skip
            amended = evolve(draft.event, id=revised(root, free))
            self._append(amended, draft, self.verified.get(draft.event.id, ()))
            self._append(
                Corrected(
                    id=f"corrected:{amended.id}",
                    of=(FactRef(held.id),), by=FactRef(amended.id),
                    reason=self.amend, because="recording",
                ),
                draft,
            )  # fmt: skip
            return
        differ = ", ".join(differing(known.event, draft.event))
        self.problems.append(
            draft.problem(
                "fact-changed",
                f"“{draft.event.id}” was recorded in commit #{known.commit} and reads differently"
                f" now ({differ}); a recorded fact is never changed",
                f'put it back and write another fact with corrects = "{root}" and a reason;'
                ' if only we erred: --amend "REASON"',
                field=differ.partition(", ")[0],
            )
        )

    def _statement(self, draft: Draft[Any]) -> None:
        draft = evolve(draft, event=self.past.by_first_name(draft.event))
        if isinstance(draft.event, Confirmed) and self._outlived(draft.event):
            self._confirmed_again(draft)
            return
        known = self.past.log.get(draft.event.id)
        if known is None:
            self._append(draft.event, draft, self.verified.get(draft.event.id, ()))
            if isinstance(draft.event, Corrected | Retracted):
                self.past.settle(draft.event)
        elif known.event == draft.event:
            self.unchanged += 1
        else:
            self.problems.append(
                draft.problem(
                    "fact-changed",
                    f"“{draft.event.id}” reads differently from what was recorded in"
                    f" commit #{known.commit}",
                    "put it back; what was recorded is never changed",
                )
            )

    def _outlived(self, event: Confirmed) -> bool:
        """Tell whether the fact was amended since it was last confirmed in these words."""
        known, of = self.past.latest.get(event.id), self.past.latest.get(event.of)
        if known is None or of is None:
            return False
        amended = root_of(of.event.id)[1] > 1 and of.position > known.position
        return amended or event.of in self.past.amended

    def _confirmed_again(self, draft: Draft[Confirmed]) -> None:
        """Confirm a fact as it was amended, which is what the files still say."""
        event = draft.event
        revision = root_of(self.past.latest[event.id].event.id)[1] + 1
        again = evolve(event, id=revised(event.id, revision))
        self._append(again, draft, self.verified.get(event.id, ()))

    def _append(
        self, event: Event, draft: Draft[Any], verified: tuple[bool, ...] | None = None
    ) -> None:
        flags = self.verified.get(draft.event.id, ()) if verified is None else verified
        if event.id in self.past.log:
            return
        if event.id in self.withdrawn:
            self.problems.append(_withdrawn(draft))
            return
        self.entries.append(
            entry(event, file=draft.file, line=draft.line,
                  verified=flags if hasattr(event, "citations") else ())
        )  # fmt: skip


def _withdrawn(draft: Draft[Any]) -> Problem:
    return draft.problem(
        "fact-withdrawn",
        f"“{draft.event.id}” was recorded, and its words were withdrawn from the log: it is not"
        " recorded again",
        "leave it out of the files too; what is to be kept after all needs an id of its own",
        severity="warning",
    )
