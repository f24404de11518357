"""Read a file of the Beneficial Ownership Data Standard 0.4 as events.

Statements are of records: entities, persons, and relationships between them.
What each asserts is asked in the order of the days on which they were declared;
when it was public is each statement's own. Nothing is left out unsaid.
"""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from timeline.errors import Problem
from timeline.facts.fact import DocumentRef, Event, Fact, slug
from timeline.facts.records import (
    DocumentDescribed,
    EntityDescribed,
    StatementImported,
)
from timeline.formats.bods_entities import Entities
from timeline.formats.bods_facts import asserted, corrected, noted, own_fact
from timeline.formats.bods_interests import Told, told_of
from timeline.formats.bods_statements import read_statements
from timeline.formats.bods_threads import History
from timeline.formats.bods_together import Together, document_of
from timeline.formats.imported import Imported, Placed, Skipped
from timeline.formats.rereading import reread
from timeline.shares import NONE, Share

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.formats.bods_entities import Entity
    from timeline.formats.bods_interests import Thread
    from timeline.formats.bods_statements import Statement
    from timeline.formats.bods_threads import Assertion

__all__ = ["read_bods"]

_REREAD = (
    "was it imported with another --threshold, or before a statement that now stands"
    " earlier? import into a new log to compare"
)
_EITHER = "the record of {} is closed, which says nothing of what became of it"


def read_bods(
    content: bytes, file: str, *, threshold: Share | None = None, known: Sequence[Event] = ()
) -> Imported:
    """Read the statements of a file; `known` are the events that a log holds already.

    Under `threshold` nothing need be disclosed: a relationship that is closed
    with no end may go on there.

    Raises:
        BodsUnreadable: the file is no BODS 0.4.
    """
    statements, problems = read_statements(content, file)
    reading = _Reading(file, content, threshold, known)
    reading.problems += problems
    reading.run(reading.together(statements))
    return reading.imported(statements)


class _Reading:
    """Go through the statements of one file, with those kept of earlier ones, and collect."""

    def __init__(
        self, file: str, content: bytes, threshold: Share | None, known: Sequence[Event]
    ) -> None:
        digest = sha256(content).hexdigest()
        stem = slug(PurePath(file).stem) or "bods"
        self.file, self.sha256 = file, digest
        self.threshold, self.known = threshold, known
        self.before = next(
            (each for each in known
             if isinstance(each, DocumentDescribed) and each.sha256 == digest), None
        )  # fmt: skip
        fresh = DocumentRef(f"{stem}-{digest[:8]}")
        self.document = self.before.document if self.before else fresh
        self.entities = Entities(each for each in known if isinstance(each, EntityDescribed))
        self.kept: list[Placed] = []
        self.stated: list[Placed] = []
        self.skipped: list[Skipped] = []
        self.problems: list[Problem] = []
        self.own: dict[tuple[str, str], Fact] = {}
        self.histories: dict[tuple[str, str], tuple[History, list[str]]] = {}
        self.elsewhere: defaultdict[tuple[str, str], list[_Open]] = defaultdict(list)
        self.marks: dict[str, set[str]] = {}

    def together(self, statements: Iterable[Statement]) -> list[Statement]:
        """Return the statements of this file and those kept of earlier ones, in their order."""
        found = Together(statements, self.known, self.document, self.threshold)
        self.kept = [Placed(event, line) for event, line in found.kept]
        for statement, why in found.again:
            self.skip(statement, why)
        for statement, why in found.faults:
            self.problem(statement, "bods-id-twice", why,
                         "each statement has an id of its own; ask its publisher")  # fmt: skip
        for statement in found.earlier:
            if statement.kind != "relationship":
                self.entities.remember(statement)
        for statement in found.every:
            self.marks.setdefault(statement.id, set()).add(statement.mark)
        return found.every

    def run(self, statements: Sequence[Statement]) -> None:
        for each in statements:
            if each.kind != "relationship":
                self.entity(each)
        related = [
            (each, pair) for each in statements
            if each.kind == "relationship" and (pair := self.parties(each)) is not None
        ]  # fmt: skip
        told = [(each, pair, self.told(each, pair[0])) for each, pair in related]
        for each, (holder, company), what in told:
            self.elsewhere[holder.id, company.id].append((each, _open(each, what)))
        for each, pair, what in told:
            self.relationship(each, pair, what)

    def entity(self, statement: Statement) -> None:
        entity, facts = self.entities.told(statement)
        if statement.status == "closed":
            self.skip(statement, _EITHER.format(f"“{entity.name}”"))
        for each in facts:
            fact = own_fact(each, entity, statement)
            before = self.own.get((entity.id, each.place)) if each.place else None
            self.own[entity.id, each.place] = fact
            if each.occurred.earliest and each.occurred.earliest > statement.day:
                self.problem(
                    statement, "bods-ahead", f"“{entity.name}” was {each.name} on {fact.occurred},"
                    " after this was declared", "ask its publisher; it is recorded as told",
                    severity="warning",
                )  # fmt: skip
            self.state(fact, statement)
            if before is not None and before.occurred != fact.occurred:
                self.state(corrected(fact, [before.id], statement), statement)

    def parties(self, statement: Statement) -> tuple[Entity, Entity] | None:
        """Return the holder and the company of a relationship, or say why there are none."""
        found = []
        for name in ("interestedParty", "subject"):
            told = statement.details[name]
            if isinstance(told, dict):
                about = f": {told['description']}" if "description" in told else ""
                self.skip(statement, f"its {name} is not specified ({told['reason']}{about}),"
                                     " and nobody is made up for it")  # fmt: skip
                return None
            entity = self.entities.find(statement, told)
            if entity is None:
                self.skip(statement, f"its {name} “{told}” is described neither here nor in the"
                                     " log")  # fmt: skip
                return None
            found.append(entity)
        if found[0].id == found[1].id:
            self.skip(statement, "its two parties are one record, and nobody holds itself")
            return None
        if found[1].kind == "person":
            self.skip(statement, f"its subject “{found[1].name}” is a person, whom nobody holds")
            return None
        return found[0], found[1]

    def told(self, statement: Statement, holder: Entity) -> Told:
        told = told_of(statement.details, person=holder.kind == "person")
        for why in told.skipped:
            self.skip(statement, why)
        for at, why in told.faults:
            self.problem(statement, "bods-malformed", f"{at}: {why}",
                         "ask its publisher, or mend the copy")  # fmt: skip
        for thread in told.overlaps:
            self.problem(
                statement, "bods-interests-at-once",
                f"several interests in {thread.name} ran at once, and whether they add up is not"
                " told", "the level is from the largest of them to their sum", severity="warning",
            )  # fmt: skip
        return told

    def relationship(self, statement: Statement, pair: tuple[Entity, Entity], told: Told) -> None:
        place = (statement.scheme, statement.record)
        history, ids = self.histories.setdefault(place, (History(), []))
        closed = statement.status == "closed"
        if history.day is None and statement.status == "updated":
            self.problem(
                statement, "bods-earlier-missing",
                "it updates a record of which nothing earlier is known",
                "import the file with the statements before it first", severity="warning",
            )  # fmt: skip
        self._beside(statement, pair, told)
        numbers: defaultdict[Thread, int] = defaultdict(int)
        assertions = history.tell(
            statement.day, told.threads, closed=closed, threshold=statement.under
        )
        kept = 0
        for each in assertions:
            why = self._why_not(each, statement, pair)
            numbers[each.thread] += not why
            if why:
                self.skip(statement, why)
                ids.append("")
                continue
            kept += 1
            fact = asserted(each, *pair, statement, numbers[each.thread])
            ids.append(fact.id)
            self.state(fact, statement)
            if wrong := [ids[at] for at in each.corrects if ids[at]]:
                self.state(corrected(fact, wrong, statement), statement)
        if not assertions and not told.skipped:
            self.skip(statement, "it tells of nothing that has a day, or that was not told before")

    def _beside(self, statement: Statement, pair: tuple[Entity, Entity], told: Told) -> None:
        """Say where another record of the same parties tells of the same stake, and goes on."""
        for thread in sorted(_open(statement, told)):
            other = self._open_elsewhere(thread, statement, pair) if thread.kind == "stake" else ""
            if other:
                self.problem(
                    statement, "bods-interests-at-once",
                    f"its {thread.name} are told in record {other} too, and whether these are two"
                    " that add up is not told", "the level is that of the one told last",
                    severity="warning",
                )  # fmt: skip

    def _why_not(self, told: Assertion, statement: Statement, pair: tuple[Entity, Entity]) -> str:
        """Say why something that is asserted is no fact; empty where it is one."""
        name = told.thread.name
        if told.dropped:
            other = self._open_elsewhere(told.thread, statement, pair)
            if other:
                return f"its {name} is told on in record {other}, so nothing ended"
            if told.thread.kind == "post":
                return f"whether the post of {told.thread.interest} ended, and when, is not told"
        if told.thread.kind == "post" and told.again:
            return f"the post of {told.thread.interest} goes on, and is recorded once"
        return ""

    def _open_elsewhere(
        self, thread: Thread, statement: Statement, pair: tuple[Entity, Entity]
    ) -> str:
        """Return another record that tells of the same interest of the same parties by then."""
        latest: dict[str, frozenset[Thread]] = {}
        for each, threads in self.elsewhere[pair[0].id, pair[1].id]:
            if each.record != statement.record and each.day <= statement.day:
                latest[each.record] = threads
        return next((record for record, threads in latest.items() if thread in threads), "")

    def state(self, event: Event, statement: Statement) -> None:
        self.stated.append(Placed(event, statement.line, here=statement.line is not None))

    def skip(self, statement: Statement, why: str) -> None:
        """Say what is left out of a statement of this file; of earlier ones it was said then."""
        if statement.line is not None:
            self.skipped.append(Skipped(statement.id, statement.line, why))

    def problem(
        self,
        statement: Statement,
        rule: str,
        why: str,
        hint: str,
        **severity: Any,  # noqa: ANN401
    ) -> None:
        if statement.line is not None:
            self.problems.append(
                Problem(rule=rule, message=f"statement “{statement.id}”: {why}", hint=hint,
                        file=self.file, line=statement.line, **severity)
            )  # fmt: skip

    def imported(self, statements: Sequence[Statement]) -> Imported:
        """Return what was collected: the document, the statements, the entities, the facts.

        A document that tells nothing new is none of the log.
        """
        described = [Placed(event, entity.line) for entity, event in self.entities.described()]
        why = f"read again with what “{self.file}” tells"
        facts = list(reread(self.stated, self.known, self._ours, why))
        cited = any(
            isinstance(each.event, StatementImported) and each.event.document == self.document
            for each in self.kept
        )
        described_as = self.before or document_of(
            self.document, PurePath(self.file).name, self.sha256, statements
        )
        document = [Placed(described_as, 1)] if cited else []
        return Imported(
            file=self.file,
            events=(*document, *self.kept, *described, *(each for each in facts if each.here)),
            skipped=tuple(sorted(self.skipped, key=lambda each: each.line)),
            problems=tuple(sorted(self.problems, key=lambda each: each.line or 0)),
            reread=_REREAD,
        )

    def _ours(self, fact: Fact) -> bool:
        """Tell whether a recorded fact was read from one of these statements."""
        return any(f"-{mark}" in fact.id for mark in self.marks.get(noted(fact) or "", ()))


_Open = tuple["Statement", "frozenset[Thread]"]


def _open(statement: Statement, told: Told) -> frozenset[Thread]:
    """Return the threads that go on after a statement."""
    if statement.status == "closed":
        return frozenset()
    return frozenset(thread for thread, steps in told.threads.items() if steps[-1].share != NONE)
