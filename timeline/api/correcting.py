"""Put facts right: write what a person would write, record it, and say which answers change."""

from __future__ import annotations

import tempfile
from collections.abc import Container, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline import clock
from timeline.api import wants
from timeline.api.parts import part_of
from timeline.api.recording import Outcome, record
from timeline.api.replacing import cited, corrected_ids, replacement
from timeline.errors import LedgerRefused, NotFound
from timeline.facts import references
from timeline.facts.codec import decode
from timeline.facts.codec import recorded as read_back
from timeline.facts.entry import Recorded
from timeline.facts.fact import Because, Citation, Event
from timeline.facts.records import Corrected, EntityDescribed, Retracted, root_of
from timeline.record.drafts import retraction_id
from timeline.record.folders import find_root
from timeline.record.ledger import read_ledger
from timeline.record.lines import TomlUnreadable, read_toml
from timeline.record.writing import appended, restored, toml_table
from timeline.views.differing import Difference, differences
from timeline.views.filing import Filing
from timeline.views.in_force import InForce, LeftOut
from timeline.views.knowledge import Knowledge
from timeline.views.question import Question

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from timeline.errors import Problem
    from timeline.record.documents import Documents
    from timeline.store.log import Log

__all__ = ["CORRECTIONS", "Desk", "Grounds", "Refused", "Righting"]

CORRECTIONS = "events/corrections.toml"
_MOST = 20_000  # events of a commit that is taken back: each of them is read


class Refused(LedgerRefused):
    """What was to be recorded has errors: nothing was recorded, and the file is as it was."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems."""
        errors = sum(each.severity == "error" for each in problems)
        super().__init__(
            f"nothing recorded: {errors} error{'s' if errors > 1 else ''}; no file was touched"
        )
        self.problems = tuple(problems)


@frozen(kw_only=True)
class Grounds:
    """Why something is put right: the reason, who erred, and the words that say so."""

    reason: str
    because: Because = "source"
    citations: tuple[Citation, ...] = ()

    def check(self) -> None:
        """Refuse to put right without a reason, or without the publisher's own words.

        Raises:
            LedgerRefused: the reason or the source is missing.
        """
        if not self.reason.strip():
            raise LedgerRefused("a reason is missing", 'say why: --reason "…"')
        if self.because == "source" and not self.citations:
            raise LedgerRefused(
                "an error of the source needs the source that says so",
                'cite it: --document D --quote "…"; where we erred: --because recording',
            )


@frozen(kw_only=True)
class Righting:
    """What putting right came to: the event, its commit (None in a dry run), what it changes.

    `text` is what was, or would be, appended to `events/corrections.toml`.
    """

    event: str
    text: str
    outcome: Outcome
    changes: tuple[Difference, ...]
    entities: Mapping[str, EntityDescribed] = field(repr=False)


class _Kept(Container[str]):
    """The ids that a log holds, looked up one by one."""

    def __init__(self, log: Log) -> None:
        self._log = log

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str):
            return False
        with self._log.held() as held:
            return held is not None and held.has(name)


class Desk:
    """A ledger and its log, as they are before something is put right."""

    def __init__(self, ledger: Path, documents: Documents, log: Log) -> None:
        """Read the files as they are; of the log, nothing is read yet.

        Raises:
            LedgerRefused: there is no ledger.
            LogRefused: there is no log, or it cannot be read.
        """
        self.root, self.documents, self.log = find_root(ledger), documents, log
        self.commits = log.commits()
        self.taken: Container[str] = ()
        self._filed(Filing())
        if not any((self.root / each).is_dir() for each in ("events", "seeds")):
            raise LedgerRefused(
                "there is no ledger here", "go to the folder that has events/ and seeds/"
            )
        self.ledger = read_ledger([self.root])

    def _look(self, names: Sequence[str], grounds: Grounds, values: Iterable[str] = ()) -> None:
        """Read what the log holds of what is put right; all of it, where it is small.

        Each of `values` may name somebody.
        """
        want = wants.righting(
            [each for each in names if not each.startswith("#")],
            values={*values},
            documents={each.document for each in grounds.citations},
            positions=[self._positions(each) for each in names if each.startswith("#")],
        )
        last = self.commits[-1] if self.commits else None
        part = part_of(self.log, self.commits, last, want)
        if part is not None:
            self._filed(part)
            return
        self.commits, stored = self.log.history()
        self._filed(Filing().all(read_back(stored, self.commits)))
        self.taken = {each.entry.id for each in stored}

    def _filed(self, filing: Filing) -> None:
        self.filing, self.events, self.taken = filing, filing.events, _Kept(self.log)
        self.knowledge = Knowledge(filing, Question(on=clock.today()))

    def _positions(self, name: str) -> tuple[int, int]:
        """Return the first and the last position of a commit, which is not too large.

        Of one that is not there they are none.
        """
        number = name[1:]
        if not number.isdigit() or not 0 < int(number) <= len(self.commits):
            return 1, 0
        before = sum(each.events for each in self.commits[: int(number) - 1])
        count = self.commits[int(number) - 1].events
        if count > _MOST:
            raise LedgerRefused(
                f"commit {name} recorded {count:,} events, too many to take back at once",
                "name the facts that are to be taken back",
            )
        return before + 1, before + count

    def correct(
        self, name: str, changed: Mapping[str, str], grounds: Grounds, *, dry_run: bool = False
    ) -> Righting:
        """Replace a fact by one that differs in the fields given.

        Raises:
            NotFound: there is no such fact.
            Refused: what was to be recorded has errors.
        """
        grounds.check()
        self._look([name], grounds, _values(changed))
        found = self.fact(name)
        held = {each.event.id for each in self.ledger.facts}
        free = next(each for each in corrected_ids(found.id)
                    if each not in held and each not in self.taken)  # fmt: skip
        fact, table = replacement(found.fact, changed, grounds, free, self.knowledge.entities)
        self._uninherited(table)
        of = root_of(found.id)[0]
        table |= {"corrects": of, "reason": grounds.reason, "because": grounds.because}
        return self._put_right(
            toml_table("fact", table), fact, f"correct {of}: {grounds.reason}", dry_run=dry_run
        )

    def retract(self, names: Sequence[str], grounds: Grounds, *, dry_run: bool = False) -> Righting:
        """Take facts back; a commit, as `#12`, stands for each fact that it recorded.

        Raises:
            NotFound: there is no such fact or commit.
            Refused: what was to be recorded has errors.
        """
        grounds.check()
        self._look(names, grounds)
        of = list(dict.fromkeys(each for name in names for each in self._named(name)))
        table: dict[str, object] = {"of": of[0] if len(of) == 1 else of, "reason": grounds.reason}
        table |= self._apart(of)
        table |= {"because": grounds.because, **cited(grounds.citations)}
        event = Retracted(
            id="", of=(), reason="", because=grounds.because, citations=grounds.citations
        )
        message = f"retract {', '.join(names)}: {grounds.reason}"
        return self._put_right(toml_table("retraction", table), event, message, dry_run=dry_run)

    def _apart(self, of: Sequence[str]) -> dict[str, object]:
        """Give a retraction an id of its own where the same was taken back before."""
        name, count = retraction_id(of).partition(":")[2], 2
        if retraction_id(of) not in self.taken:
            return {}
        name = name.replace(":", "-")
        while retraction_id(f"{name}-{count}") in self.taken:
            count += 1
        return {"id": f"{name}-{count}"}

    def fact(self, name: str) -> InForce | LeftOut:
        """Return a fact by its id, in force or not."""
        found = self.knowledge.fact(name)
        if found is None and self._statement(name):
            raise LedgerRefused(
                f"“{name}” is no fact but a statement about one", f"take it back: retract {name}"
            )
        if found is None:
            raise NotFound("fact", name, [each.id for each in self.knowledge.weighed()])
        return found

    def _named(self, name: str) -> list[str]:
        """Return the ids by which to take back a fact, or all the facts of a commit."""
        if statement := self._statement(name):
            if not self.knowledge.acting(statement):
                raise LedgerRefused(f"“{name}” was taken back already")
            return [name]
        if not name.startswith("#"):
            found = self.fact(name)
            if _taken_back(found):
                raise LedgerRefused(f"“{name}” was taken back already: {_why(found)}")
            return [_id(found) if root_of(name)[1] > 1 else root_of(found.id)[0]]
        number = name[1:]
        if not number.isdigit() or not 0 < int(number) <= len(self.commits):
            raise NotFound("commit", name, hint=f"the log has {len(self.commits)}, from #1 on")
        several = [
            self.knowledge.weigh(each)
            for each in self.filing.under("facts")
            if each.commit == int(number)
        ]
        standing = [_id(each) for each in several if not _taken_back(each)]
        standing += self._stated(int(number), {each.recorded.event.id for each in several})
        if not standing:
            hint = f"{len(several)} were, and taken back since" if several else ""
            raise LedgerRefused(f"no fact of commit {name} is left to take back", hint)
        return standing

    def _statement(self, name: str) -> Recorded | None:
        """Return a correction or retraction by its id."""
        return next(iter(self.filing.under("statement id", name)), None)

    def _stated(self, commit: int, facts: Collection[str]) -> list[str]:
        """Return what a commit stated of others: to take back its own facts leaves these."""
        return [
            each.event.id
            for each in self.events
            if each.commit == commit
            and (isinstance(each.event, Retracted)
                 or (isinstance(each.event, Corrected) and each.event.by not in facts))
            and self.knowledge.acting(each)
        ]  # fmt: skip

    def _put_right(self, text: str, about: Event, message: str, *, dry_run: bool) -> Righting:
        """Append the text to the ledger, record it, and compare the answers; or do as if."""
        path, beside = self.root / CORRECTIONS, self._needed(about)
        if dry_run:
            outcome = self._tried(path, text, beside)
        else:
            outcome = self._recorded(path, text, beside, message)
        if outcome.refused:
            raise Refused(outcome.problems)
        if not outcome.entries:
            raise LedgerRefused("nothing is new: this was recorded already")
        after = self._after(outcome)
        return Righting(
            event=about.id or _retraction(outcome), text=text, outcome=outcome,
            changes=tuple(differences(self.knowledge, after)), entities=after.entities,
        )  # fmt: skip

    def _recorded(self, path: Path, text: str, beside: Sequence[Path], message: str) -> Outcome:
        """Record the file with the text; where the log took nothing, the file is as it was."""
        head = self.log.head()
        before = appended(path, text)
        try:
            return record([path, *beside], self.documents, self.log, message=message)
        finally:
            if self.log.head() == head:
                restored(path, before)

    def _uninherited(self, table: Mapping[str, object]) -> None:
        """Refuse a file whose top would add to the fact what it does not say."""
        path = self.root / CORRECTIONS
        try:
            top = read_toml(path.read_text(encoding="utf-8")).top.values if path.exists() else {}
        except (TomlUnreadable, UnicodeDecodeError):
            return  # recording will say where
        harmless = {"document"} if "quote" in table else set()
        adding = sorted(set(top) - set(table) - harmless)
        if adding:
            raise LedgerRefused(
                f"the top of {CORRECTIONS} has “{adding[0]}”, which this fact would inherit",
                "write it in each table of that file",
            )

    def _tried(self, path: Path, text: str, beside: Sequence[Path]) -> Outcome:
        """Record, as a trial, a copy of the file with the text."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, CORRECTIONS)
            if path.exists():
                copy.parent.mkdir()
                copy.write_bytes(path.read_bytes())
            appended(copy, text)
            return record([copy, *beside], self.documents, self.log, dry_run=True)

    def _needed(self, about: Event) -> list[Path]:
        """Return the files of what an event names and the log does not hold yet."""
        known = {each.event.id for each in self.events}
        named = {f"document:{each}" for each in references.documents(about)}
        named |= {f"entity:{each}" for _, each in references.entities(about)}
        drafts = (*self.ledger.documents, *self.ledger.entities)
        files = {each.file for each in drafts if each.event.id in named - known}
        return [self.root / each for each in sorted(files - {CORRECTIONS})]

    def _after(self, outcome: Outcome) -> Knowledge:
        last = sum(each.events for each in self.commits)
        at = outcome.commit.at if outcome.commit else clock.now()
        more = [
            Recorded(
                event=decode(each.payload), position=position, commit=len(self.commits) + 1, at=at,
                file=each.file, line=each.line, verified=each.verified,
            )
            for position, each in enumerate(outcome.entries, start=last + 1)
        ]  # fmt: skip
        return Knowledge(self.filing.all(more), self.knowledge.question)


def _values(changed: Mapping[str, str]) -> list[str]:
    """Return what may name somebody in the fields that were typed."""
    return [one.strip() for text in changed.values() for one in (text, *text.split(","))]


def _id(found: InForce | LeftOut) -> str:
    """Return the id that takes back this fact: an amendment only itself, by the log's own id."""
    amended = root_of(found.recorded.event.id)[1] > 1
    return found.recorded.event.id if amended else found.id


def _taken_back(found: InForce | LeftOut) -> bool:
    return isinstance(found, LeftOut) and found.clock == "retracted"


def _why(found: InForce | LeftOut) -> str:
    return found.why if isinstance(found, LeftOut) else ""


def _retraction(outcome: Outcome) -> str:
    return next(each.id for each in outcome.entries if each.type == Retracted.TYPE)
