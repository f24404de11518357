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

from timeline import dates
from timeline.errors import Problem
from timeline.facts.fact import DocumentRef, Event, Fact, slug
from timeline.facts.records import DocumentDescribed, EntityDescribed
from timeline.formats.bods_entities import Entities
from timeline.formats.bods_facts import asserted, corrected, own_fact
from timeline.formats.bods_interests import Told, told_of
from timeline.formats.bods_recall import Recall
from timeline.formats.bods_statements import read_statements
from timeline.formats.imported import Imported, Placed, Skipped
from timeline.shares import NONE, UNKNOWN, Share

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from timeline.formats.bods_entities import Entity
    from timeline.formats.bods_interests import Thread
    from timeline.formats.bods_statements import Statement
    from timeline.formats.bods_threads import Assertion, History

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
    reading = _Reading(file, content, threshold or UNKNOWN, known)
    reading.problems += problems
    reading.run(sorted(reading.once(statements), key=lambda each: (each.day, each.place)))
    return reading.imported(statements)


class _Reading:
    """Go through the statements of one file, and collect what they come to."""

    def __init__(self, file: str, content: bytes, threshold: Share, known: Sequence[Event]) -> None:
        digest = sha256(content).hexdigest()
        stem = slug(PurePath(file).stem) or "bods"
        self.file, self.sha256 = file, digest
        self.threshold, self.recall = threshold, Recall(known)
        self.before = next(
            (each for each in known
             if isinstance(each, DocumentDescribed) and each.sha256 == digest), None
        )  # fmt: skip
        fresh = DocumentRef(f"{stem}-{digest[:8]}")
        self.document = self.before.document if self.before else fresh
        self.entities = Entities(each for each in known if isinstance(each, EntityDescribed))
        self.facts: list[Placed] = []
        self.skipped: list[Skipped] = []
        self.problems: list[Problem] = []
        self.own: dict[tuple[str, str], Fact] = {}
        self.histories: dict[tuple[str, str], tuple[History, list[str]]] = {}
        self.elsewhere: defaultdict[tuple[str, str], list[_Open]] = defaultdict(list)
        self.ids: frozenset[str] = frozenset()

    def once(self, statements: Iterable[Statement]) -> list[Statement]:
        """Return each statement once; two of one id that differ are a fault."""
        found: dict[tuple[str, str], Statement] = {}
        for each in statements:
            first = found.setdefault((each.publisher, each.id), each)
            if first is each:
                continue
            if first.text == each.text:
                self.skip(each, f"it stands on line {first.line} already")
                continue
            self.problem(each, "bods-id-twice",
                         f"another statement has its id, on line {first.line}",
                         "each statement has an id of its own; ask its publisher")  # fmt: skip
        self.ids = frozenset(each.id for each in found.values())
        return list(found.values())

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
            fact = own_fact(each, entity, statement, self.document)
            before = self.own.get((entity.id, each.place)) if each.place else None
            self.own[entity.id, each.place] = fact
            if each.occurred.earliest and each.occurred.earliest > statement.day:
                self.problem(
                    statement, "bods-ahead", f"“{entity.name}” was {each.name} on {fact.occurred},"
                    " after this was declared", "ask its publisher; it is recorded as told",
                    severity="warning",
                )  # fmt: skip
            if self.recall.said_by_another(fact):
                continue
            self.facts.append(Placed(fact, statement.line))
            if before is not None and before.occurred != fact.occurred:
                self.facts.append(Placed(corrected(fact, [before.id], statement), statement.line))

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
        history, ids = self._history(statement, pair)
        closed = statement.status == "closed"
        if history.day is None and statement.status == "updated":
            self.problem(
                statement, "bods-earlier-missing",
                "it updates a record of which nothing earlier is known",
                "import the file with the statements before it first", severity="warning",
            )  # fmt: skip
        numbers: defaultdict[Thread, int] = defaultdict(int)
        assertions = history.tell(statement.day, told.threads, closed=closed)
        kept = 0
        for each in assertions:
            why = self._why_not(each, statement, pair)
            numbers[each.thread] += not why
            if why:
                self.skip(statement, why)
                ids.append("")
                continue
            kept += 1
            fact = asserted(each, *pair, statement, self.document, numbers[each.thread])
            ids.append(fact.id)
            self.facts.append(Placed(fact, statement.line))
            if wrong := [ids[at] for at in each.corrects if ids[at]]:
                self.facts.append(Placed(corrected(fact, wrong, statement), statement.line))
        if not assertions and not told.skipped:
            self.skip(statement, "it tells of nothing that has a day, or that was not told before")

    def _history(
        self, statement: Statement, pair: tuple[Entity, Entity]
    ) -> tuple[History, list[str]]:
        place = (statement.scheme, statement.record)
        if place not in self.histories:
            ids = (pair[0].id, pair[1].id)
            self.histories[place] = self.recall.history(statement, ids, self.ids, self.threshold)
        return self.histories[place]

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

    def skip(self, statement: Statement, why: str) -> None:
        self.skipped.append(Skipped(statement.id, statement.line, why))

    def problem(
        self,
        statement: Statement,
        rule: str,
        why: str,
        hint: str,
        **severity: Any,  # noqa: ANN401
    ) -> None:
        self.problems.append(
            Problem(rule=rule, message=f"statement “{statement.id}”: {why}", hint=hint,
                    file=self.file, line=statement.line, **severity)
        )  # fmt: skip

    def imported(self, statements: Sequence[Statement]) -> Imported:
        """Return what was collected: the document, the entities, then the facts."""
        described = [Placed(event, entity.line) for entity, event in self.entities.described()]
        document = Placed(self.before or self._described(statements), 1)
        return Imported(
            file=self.file,
            events=(document, *described, *self.facts) if statements else (),
            skipped=tuple(sorted(self.skipped, key=lambda each: each.line)),
            problems=tuple(sorted(self.problems, key=lambda each: each.line or 0)),
            reread=_REREAD,
        )

    def _described(self, statements: Sequence[Statement]) -> DocumentDescribed:
        days = [each.published for each in statements]
        publishers = sorted({each.publisher for each in statements if each.publisher})
        return DocumentDescribed(
            id=f"document:{self.document}", document=self.document,
            publisher="; ".join(publishers) or "not stated",
            published=_range(days), file=PurePath(self.file).name, sha256=self.sha256,
            title="beneficial ownership data (BODS 0.4)",
        )  # fmt: skip


_Open = tuple["Statement", "frozenset[Thread]"]


def _open(statement: Statement, told: Told) -> frozenset[Thread]:
    """Return the threads that go on after a statement."""
    if statement.status == "closed":
        return frozenset()
    return frozenset(thread for thread, steps in told.threads.items() if steps[-1].share != NONE)


def _range(days: Sequence[dates.When]) -> dates.When:
    """Return the time in which the statements of a file were published."""
    first: date | None = min((each.earliest for each in days if each.earliest), default=None)
    ends = [each.latest for each in days]
    last = max((each for each in ends if each), default=None)
    if None in ends or last is None:
        return dates.between(first, None)
    if first is None or first == last:
        return dates.between(last, last)
    return dates.parse(f"{first.isoformat()}/{last.isoformat()}")
