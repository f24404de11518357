"""Tell what the files add to the log, and what they would change in it.

A recorded event is never changed: a fact whose words differ from its record is
refused, unless the change is an amendment with a reason. A further citation is
a confirmation; a document or entity described anew is a new version.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import evolve, fields, frozen

from timeline.errors import Problem
from timeline.facts.codec import encode, entry
from timeline.facts.entry import Entry
from timeline.facts.fact import Citation, Event, Fact, FactRef, plain_name
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

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

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
) -> Changes:
    """Compare what the files state with what the log holds.

    `verified` has, by event id, which citations were found in their documents;
    `amend` is the reason for which changed facts are corrected rather than refused.
    """
    compared = _Comparison(ledger, recorded, verified or {}, amend)
    compared.run()
    return Changes(
        entries=tuple(compared.entries),
        unchanged=compared.unchanged,
        problems=(*compared.problems, *compared.gone()),
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
        self.log = {each.event.id: each for each in recorded}
        self.latest: dict[str, Recorded] = {}
        self.names: dict[str, str] = {}
        self.extra: dict[str, list[Citation]] = {}
        self.settled: set[str] = set()
        self.withdrawn: set[str] = set()
        self.amended: set[str] = set()
        for each in recorded:
            self._learn(each)
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []
        self.unchanged = 0

    def _learn(self, recorded: Recorded) -> None:
        event = recorded.event
        root, revision = root_of(event.id)
        known = self.latest.get(root)
        if known is None or root_of(known.event.id)[1] <= revision:
            self.latest[root] = recorded
        if isinstance(event, Fact) and revision > 1:
            self.extra.pop(root, None)
        elif isinstance(event, Renamed):
            self.names[event.to] = self.names.get(event.of, event.of)
        elif isinstance(event, Confirmed):
            self.extra.setdefault(root_of(event.of)[0], []).extend(event.citations)
        elif isinstance(event, Corrected | Retracted):
            self._settle(event)

    def _settle(self, event: Corrected | Retracted) -> None:
        """Note that files need no longer hold these facts; an amended one they still must."""
        by = root_of(event.by)[0] if isinstance(event, Corrected) else ""
        for each in event.of:
            name, revision = root_of(each)
            root = self.names.get(name, name)
            if isinstance(event, Retracted) and revision > 1:
                self.withdrawn.add(revised(root, revision))
            elif name != by:
                self.settled.add(root)

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
        known = self.latest.get(draft.event.id)
        if known is None:
            self._append(draft.event, draft)
            return
        present = evolve(draft.event, id=known.event.id)
        if present == known.event:
            self.unchanged += 1
            return
        revision = root_of(known.event.id)[1] + 1
        self._append(evolve(draft.event, id=revised(draft.event.id, revision)), draft)

    def _fact(self, draft: Draft[Fact]) -> None:
        root = self._root(draft)
        known = self.latest.get(root)
        if known is None or not isinstance(known.event, Fact):
            self._append(draft.event, draft)
            return
        held = self._standing(draft, known)
        if not _repeats(draft.event, held) or self._drops(draft.event, root):
            self._changed(draft, known, held)
            return
        present = {*held.citations, *self.extra.get(root, ())}
        added = tuple(each for each in draft.event.citations if each not in present)
        if added:
            self._confirm(draft, root, added)
        else:
            self.unchanged += 1

    def _standing(self, draft: Draft[Fact], known: Recorded) -> Fact:
        """Return the revision to compare with: amendments that were taken back need not stand."""
        held = known.event
        assert isinstance(held, Fact)  # noqa: S101 - see _fact
        while held.id in self.withdrawn and not _repeats(draft.event, held):
            root, revision = root_of(held.id)
            earlier = self.log.get(revised(root, revision - 1))
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
            if self.names.get(each.event.of, each.event.of) == root
            for citation in each.event.citations
        }
        return any(each not in stated and each not in fact.citations
                   for each in self.extra.get(root, ()))  # fmt: skip

    def _root(self, draft: Draft[Fact]) -> str:
        """Return the id under which a fact was recorded, and record that it goes by another."""
        name = draft.event.id
        if name in self.names:
            return self.names[name]
        if draft.was is None or name in self.latest:
            return name
        root = self.names.get(draft.was, draft.was)
        if root in self.latest:
            self._append(
                Renamed(id=f"renamed:{draft.was}", of=FactRef(draft.was), to=FactRef(name)), draft
            )
            self.names[name] = root
            return root
        self.problems.append(
            draft.problem("fact-unknown", f"no fact was recorded as “{draft.was}”", field="was")
        )
        return name

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
            self.amended.add(root)
            amended = evolve(draft.event, id=revised(root, revision + 1))
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
        differ = ", ".join(_differing(known.event, draft.event))
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
        draft = evolve(draft, event=self._by_first_name(draft.event))
        if isinstance(draft.event, Confirmed) and self._outlived(draft.event):
            self._confirmed_again(draft)
            return
        known = self.log.get(draft.event.id)
        if known is None:
            self._append(draft.event, draft, self.verified.get(draft.event.id, ()))
            if isinstance(draft.event, Corrected | Retracted):
                self._settle(draft.event)
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
        known, of = self.latest.get(event.id), self.latest.get(event.of)
        if known is None or of is None:
            return False
        amended = root_of(of.event.id)[1] > 1 and of.position > known.position
        return amended or event.of in self.amended

    def _confirmed_again(self, draft: Draft[Confirmed]) -> None:
        """Confirm a fact as it was amended, which is what the files still say."""
        event = draft.event
        revision = root_of(self.latest[event.id].event.id)[1] + 1
        again = evolve(event, id=revised(event.id, revision))
        self._append(again, draft, self.verified.get(event.id, ()))

    def _by_first_name(self, event: Any) -> Any:  # noqa: ANN401 - the same type comes out
        """Return a statement as it was recorded where the fact that it is of was renamed since."""
        if isinstance(event, Corrected) and event.by in self.names:
            root: Any = self.names[event.by]
            return evolve(event, id=f"corrected:{root}", by=root)
        if isinstance(event, Confirmed) and event.of in self.names:
            root = self.names[event.of]
            return evolve(event, id=confirmation_id(root, event.citations), of=root)
        return event

    def _append(
        self, event: Event, draft: Draft[Any], verified: tuple[bool, ...] | None = None
    ) -> None:
        flags = self.verified.get(draft.event.id, ()) if verified is None else verified
        if event.id in self.log:
            return
        self.entries.append(
            entry(event, file=draft.file, line=draft.line,
                  verified=flags if hasattr(event, "citations") else ())
        )  # fmt: skip

    def gone(self) -> Iterator[Problem]:
        """Report each recorded fact, and each statement about one, that the files lack now."""
        cited: dict[str, set[Citation]] = {}
        for draft in self.ledger.facts:
            root = self.names.get(draft.event.id, draft.event.id)
            cited.setdefault(root, set()).update(draft.event.citations)
        stated = {
            self._by_first_name(draft.event).id
            for several in (
                self.ledger.retractions, self.ledger.confirmations, self.ledger.corrections
            )
            for draft in several
        }  # fmt: skip
        for root, each in self.latest.items():
            if not (self.ledger.whole or each.file in self.ledger.files):
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

    def _moved(self, event: Event) -> Draft[Fact] | None:
        """Return the new fact whose id differs only by the day, which its id is made from."""
        return self._unnamed.get(_key(event))

    @cached_property
    def _unnamed(self) -> dict[tuple[object, ...], Draft[Fact]]:
        """The new facts whose ids were made for them, the first one of each key."""
        found: dict[tuple[object, ...], Draft[Fact]] = {}
        for draft in self.ledger.facts:
            if "id" not in draft.lines and draft.event.id not in self.latest:
                found.setdefault(_key(draft.event), draft)
        return found

    def _lacking(
        self, root: str, recorded: Recorded, cited: Mapping[str, AbstractSet[Citation]]
    ) -> bool:
        """Tell whether files that do not state an event by its id should hold it."""
        event = recorded.event
        if isinstance(event, Fact):
            return root not in cited and root not in self.settled
        if isinstance(event, Corrected):
            by = root_of(event.by)[0]
            return by in cited and by not in {root_of(each)[0] for each in event.of}
        if isinstance(event, Confirmed):
            of = root_of(event.of)[0]
            amended = of in self.amended or (
                of in self.latest and self.latest[of].position > recorded.position
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


def _repeats(present: Fact, held: Fact) -> bool:
    """Tell whether a fact says what was recorded, with all that it cited."""
    same = _bare(evolve(present, id=held.id)) == _bare(held)
    return same and set(present.citations) >= set(held.citations)


def _bare(fact: Fact) -> str:
    return encode(evolve(fact, citations=()))


def _differing(known: Event, present: Event) -> list[str]:
    """Name the fields that differ: those of the type first, then those that all have."""
    if type(known) is not type(present):
        return ["type"]
    common = [each.name for each in fields(Fact) if each.name != "id"]
    own = [each.name for each in fields(type(present)) if each.name not in {"id", *common}]
    names = own + common
    differ = [name for name in names if getattr(known, name) != getattr(present, name)]
    return ["quote" if name == "citations" else plain_name(name) for name in differ]
