"""Read the files of a ledger one after the other, and collect what each of them states."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import attrs

from timeline.errors import Problem
from timeline.facts.expected import Expected
from timeline.facts.fact import Event, Fact, make_id
from timeline.facts.names import FACTS, TypeUnknown
from timeline.facts.records import (
    Confirmed,
    Corrected,
    DocumentDescribed,
    EntityDescribed,
    Retracted,
)
from timeline.record.drafts import Draft, Ledger, confirmation_id, retraction_id
from timeline.record.lines import Table, TomlFile, TomlUnreadable, read_toml
from timeline.record.tables import Fault, admitted, read_event

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["Reader"]

_STATEMENTS = ("fact", "entity", "document", "retraction", "confirmation", "expect")
_TAKEN = re.compile(r"[:~\s]|^$")
"""What no id may hold: the log names its own events with `:` and revisions with `~`."""
_BESIDE = frozenset({"type", "document", "quote", "prefix", "suffix", "corrects", "reason",
                     "because", "was"})  # fmt: skip


class Reader:
    """Collect what the files state, one file after the other."""

    def __init__(self) -> None:
        self.drafts: dict[type[Event], list[Draft[Any]]] = {}
        self.facts: list[Draft[Fact]] = []
        self.problems: list[Problem] = []
        self.sources: dict[str, tuple[str, ...]] = {}
        self.file = ""

    def ledger(self, root: Path, *, whole: bool) -> Ledger:
        """Give what was collected, each fault with the text of its line."""
        ledger = Ledger(
            root=root,
            documents=tuple(self.drafts.get(DocumentDescribed, ())),
            entities=tuple(self.drafts.get(EntityDescribed, ())),
            facts=tuple(self.facts),
            corrections=tuple(self.drafts.get(Corrected, ())),
            retractions=tuple(self.drafts.get(Retracted, ())),
            confirmations=tuple(self.drafts.get(Confirmed, ())),
            expectations=tuple(self.drafts.get(Expected, ())),
            files=tuple(self.sources),
            whole=whole,
            sources=self.sources,
        )
        problems = (
            attrs.evolve(each, text=ledger.line(each.file, each.line)) for each in self.problems
        )
        return attrs.evolve(ledger, problems=tuple(problems))

    def read(self, path: Path, name: str) -> None:
        """Read a file that messages call by this name, unless it was read before."""
        if name in self.sources:
            return
        self.file = name
        self.sources[name] = ()
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as fault:
            line = fault.object[: fault.start].count(b"\n") + 1
            told = fault.object.decode(errors="replace").splitlines()
            self.sources[name] = tuple(told)
            self._report("file-unreadable", "this line is not UTF-8", line, "save it as UTF-8")
            return
        except OSError as fault:
            self._report("file-unreadable", f"the file cannot be read: {fault.strerror}", 1)
            return
        self.sources[name] = tuple(text.split("\n"))
        try:
            self._file(read_toml(text))
        except TomlUnreadable as fault:
            self._report("toml-unreadable", fault.message, fault.line, fault.hint)

    def tables(self, arrays: Mapping[str, Sequence[Mapping[str, Any]]], name: str) -> None:
        """Read tables that stand in no file; in messages the first of a kind is line 1."""
        self.file = name
        self.sources[name] = ()
        several = {
            kind: tuple(Table(dict(each), line) for line, each in enumerate(tables, start=1))
            for kind, tables in arrays.items()
        }
        self._file(TomlFile(Table({}, 1), several, ()))

    def _file(self, toml: TomlFile) -> None:
        top = toml.top
        self._unknown(toml)
        if self._not_lists(top):
            return
        if not toml.arrays and top.values:
            self._document(top)
            return
        for table in toml.arrays.get("document", ()):
            self._document(table)
        for table in toml.arrays.get("entity", ()):
            self._entity(table)
        for table in toml.arrays.get("fact", ()):
            self._fact(_inherit(table, top))
        for table in toml.arrays.get("retraction", ()):
            self._statement(Retracted, table, top)
        for table in toml.arrays.get("confirmation", ()):
            self._statement(Confirmed, table, top)
        for table in toml.arrays.get("expect", ()):
            self._expectation(table, top)
        self._unused(toml)

    def _unknown(self, toml: TomlFile) -> None:
        """Report each list of tables that is called by no name of ours."""
        hint = "a file may hold " + ", ".join(f"[[{each}]]" for each in _STATEMENTS)
        for name, tables in toml.arrays.items():
            if name not in _STATEMENTS:
                message = f"nothing is called [[{name}]]"
                self._report("table-unknown", message, tables[0].line, hint)

    def _not_lists(self, top: Table) -> bool:
        """Report [fact], of which there would be only one in a file, for [[fact]]."""
        found = [name for name in _STATEMENTS if isinstance(top.values.get(name), dict | list)]
        for name in found:
            self._report("table-unknown", f"“{name}” begins no table of a list here",
                         top.line_of(name), f"write [[{name}]], in two brackets")  # fmt: skip
        return bool(found)

    def _unused(self, toml: TomlFile) -> None:
        """Report a top-level field that no fact of the file takes up."""
        kinds = [table.values.get("type", toml.top.values.get("type"))
                 for table in toml.arrays.get("fact", ())]  # fmt: skip
        types = {each for each in kinds if isinstance(each, str) and each in FACTS}
        used = {name for each in types for name in admitted(FACTS[each])}
        used |= set(admitted(Expected)) if "expect" in toml.arrays else set()
        for key in toml.top.values:
            if key not in used | _BESIDE:
                self._report(
                    "field-unknown",
                    f"no fact of this file takes up “{key}”",
                    toml.top.line_of(key),
                    "a field at the top is inherited by every fact that may have it",
                )

    def _document(self, table: Table) -> None:
        self._described(DocumentDescribed, "document", table)

    def _entity(self, table: Table) -> None:
        self._described(EntityDescribed, "entity", table)

    def _described(self, cls: type[Event], kind: str, table: Table) -> None:
        values = dict(table.values)
        name = values.pop("id", None)
        if not isinstance(name, str) or not name:
            self._report("field-missing", f"this {kind} has no “id”", table.line)
        elif kind in values:
            hint = "its id says which it is; leave the field out"
            self._report("field-unknown", f"“{kind}” is no field of such a record",
                         table.line_of(kind), hint)  # fmt: skip
        elif self._may_be_an_id(name, table):
            self._keep(cls, {"id": f"{kind}:{name}", kind: name, **values}, table)

    def _may_be_an_id(self, name: object, table: Table) -> bool:
        """Report an id that would clash with the names that the log makes."""
        if not isinstance(name, str) or not _TAKEN.search(name):
            return True
        hint = "write letters, digits and hyphens; “:” and “~” are the log's own"
        self._report("value-unreadable", f"“{name}” is no id", table.line_of("id"), hint)
        return False

    def _fact(self, table: Table) -> None:
        values = dict(table.values)
        kind = values.pop("type", None)
        if kind is None:
            hint = "say what happened, as in docs/reference/facts.md: type = …"
            self._report("field-missing", "this fact has no “type”", table.line, hint)
            return
        if not isinstance(kind, str) or kind not in FACTS:
            fault = TypeUnknown(str(kind), FACTS)
            self._report("type-unknown", fault.message, table.line_of("type"), fault.hint)
            return
        cls = FACTS[kind]
        corrects, reason = values.pop("corrects", None), values.pop("reason", None)
        because, was = values.pop("because", "source"), values.pop("was", None)
        if was is not None and not isinstance(was, str):
            self._report("value-unreadable", "“was”: the id that this fact went by is a text",
                         table.line_of("was"))  # fmt: skip
            was = None
        values["citations"] = self._citations(values, table)
        made = make_id(cls.TYPE, cls.KEY, values)
        values.setdefault("id", made)
        if not self._may_be_an_id(values["id"], table):
            self._read(cls, values | {"id": made}, table)
            return
        draft = self._keep(cls, values, table, was=was)
        if corrects is not None and draft is not None:
            correction = {"id": f"corrected:{draft.event.id}", "of": corrects,
                          "by": draft.event.id, "because": because}  # fmt: skip
            self._keep(Corrected, correction | ({"reason": reason} if reason else {}), table)

    def _statement(self, cls: type[Retracted | Confirmed], table: Table, top: Table) -> None:
        values = dict(table.values)
        if "document" in top.values and "quote" in values:
            values.setdefault("document", top.values["document"])
        if values.get("of", []) == []:
            self._report("field-missing", "it says not which fact: “of” is missing", table.line)
            return
        named = values["of"] if isinstance(values["of"], list) else [values["of"]]
        values["citations"] = self._citations(values, table)
        if cls is Confirmed:
            values.setdefault("id", confirmation_id(str(named[0]), values["citations"]))
        elif "id" in values and not self._may_be_an_id(values["id"], table):
            return
        else:
            values.setdefault("because", "source")
            values["id"] = retraction_id(values.pop("id", None) or map(str, named))
        self._keep(cls, values, table)

    def _expectation(self, table: Table, top: Table) -> None:
        """Read what is expected of an answer, with the fields at the top that it may have."""
        inherited = {each: top.values[each] for each in admitted(Expected) if each in top.values}
        values = inherited | table.values | {"id": f"expect:{self.file}:{table.line}"}
        self._keep(Expected, values, table)

    def _citations(self, values: dict[str, Any], table: Table) -> list[dict[str, Any]]:
        """Take the citing fields out of a table: one quote, several, or several documents."""
        if "citations" in values:
            hint = "cite with document = … and quote = …"
            self._report("field-unknown", "there is no field “citations”",
                         table.line_of("citations"), hint)  # fmt: skip
        document, quote = values.pop("document", None), values.pop("quote", None)
        beside: dict[str, Any] = {
            key: values.pop(key) for key in ("prefix", "suffix") if key in values
        }
        if quote is None:
            return [] if document is None else [{"document": document} | beside]
        found: list[dict[str, Any]] = []
        for each in quote if isinstance(quote, list) else [quote]:
            citation: dict[str, Any] = {"quote": each, **beside}
            if isinstance(each, dict):
                citation = each
            if document is not None:
                citation = {"document": document, **citation}
            if "document" not in citation:
                hint = "name it with document = …, beside the quote or at the top of the file"
                self._report("document-missing", "this quote names no document",
                             table.line_of("quote"), hint)  # fmt: skip
                continue
            found.append(citation)
        return found

    def _keep(
        self, cls: type[Event], values: dict[str, Any], table: Table, was: str | None = None
    ) -> Draft[Any] | None:
        event = self._read(cls, values, table)
        if event is None:
            return None
        draft: Draft[Any] = Draft(
            event=event, file=self.file, line=table.line, lines=table.lines, was=was
        )
        if isinstance(event, Fact | Expected) and (flaw := event.flaw()):
            hint = "what each type has to say is told in docs/reference/facts.md"
            self.problems.append(draft.problem("fact-malformed", flaw, hint))
        if isinstance(event, Fact):
            self.facts.append(draft)
        else:
            self.drafts.setdefault(cls, []).append(draft)
        return draft

    def _read(self, cls: type[Event], values: dict[str, Any], table: Table) -> Event | None:
        """Read the fields of a table, and report each that does not read."""
        event, faults = read_event(cls, values)
        for fault in faults:
            self._fault(fault, table)
        return event

    def _fault(self, fault: Fault, table: Table) -> None:
        field_name = "quote" if fault.field == "citations" else fault.field
        self._report(fault.rule, fault.message, table.line_of(field_name), fault.hint)

    def _report(self, rule: str, message: str, line: int, hint: str = "") -> None:
        self.problems.append(
            Problem(rule=rule, message=message, hint=hint, file=self.file, line=line)
        )


def _inherit(table: Table, top: Table) -> Table:
    """Give a fact the top-level fields of its file that its type admits.

    A transfer that names its two ends is of no one holder.
    """
    values = dict(table.values)
    kind = values.get("type", top.values.get("type"))
    taken = set(_BESIDE)
    if isinstance(kind, str) and kind in FACTS:
        taken |= set(admitted(FACTS[kind]))
    if {"from", "to"} & values.keys():
        taken.discard("holder")
    for key, value in top.values.items():
        if key in taken and key not in {"id", "was", "corrects"}:
            values.setdefault(key, value)
    return Table(values, table.line, table.lines)
