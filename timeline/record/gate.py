"""Let no fact through whose words and figures do not stand in its sources.

Two gates. What a fact names must be there: its entities, its documents, other
facts. What it cites must stand: each quote short, and exactly once in its
document where the text is at hand; each figure in some quote. A document whose
text is not at hand leaves its citations unverified, which is no error unless
documents are required.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from timeline.errors import Problem, nearest
from timeline.facts import references
from timeline.facts.fact import Citation, Event, Fact
from timeline.facts.figures import missing
from timeline.facts.known_as import names
from timeline.facts.known_as import plain as plain_name
from timeline.facts.records import Confirmed, DocumentDescribed, Retracted, root_of
from timeline.numbers import plain
from timeline.record.documents import DocumentFault
from timeline.record.quotes import LIMIT, length

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.record.documents import Documents
    from timeline.record.drafts import Draft, Ledger
    from timeline.record.quotes import Document, Found

__all__ = ["Gate", "Known", "examine"]

_BROKEN = {
    "missing": ("quote-absent", "does not stand in"),
    "ambiguous": ("quote-ambiguous", "stands more than once in"),
    "inside": ("quote-inside", "begins or ends inside a word or number of"),
}


_DESCRIBE = "describe it: [[entity]] with its id"
_SIGNS = {"by": " points"}


@frozen(kw_only=True)
class Known:
    """What the log holds already, so that a single file may refer to it.

    `withdrawn` has the ids of events of which no more than the id is left.
    `statements` has the ids of corrections and retractions, which can be taken back too.
    """

    documents: Mapping[str, DocumentDescribed] = field(factory=dict)
    entities: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()
    statements: frozenset[str] = frozenset()


@frozen
class Gate:
    """What the gate found: problems, and for each event which of its citations were verified."""

    problems: tuple[Problem, ...]
    verified: Mapping[str, tuple[bool, ...]]


def examine(ledger: Ledger, texts: Documents, known: Known, *, required: bool = False) -> Gate:
    """Examine everything that a ledger states; `required` asks for every document's text."""
    examiner = _Examiner(ledger, texts, known, required=required)
    problems = [*examiner.records(), *examiner.statements()]
    return Gate(tuple(problems), examiner.verified)


class _Examiner:
    def __init__(self, ledger: Ledger, texts: Documents, known: Known, *, required: bool) -> None:
        self.ledger, self.texts, self.required = ledger, texts, required
        self.documents = dict(known.documents) | {
            each.event.document: each.event for each in ledger.documents
        }
        self.entities = known.entities | {each.event.entity for each in ledger.entities}
        self.facts = known.facts | {each.event.id for each in ledger.facts}
        self.withdrawn = {root_of(each)[0] for each in known.withdrawn} | known.withdrawn
        stated = {each.event.id for each in (*ledger.corrections, *ledger.retractions)}
        self.retractable = self.facts | known.statements | stated
        self.verified: dict[str, tuple[bool, ...]] = {}
        self.opened: dict[str, Document | None] = {}
        self._called: dict[str, str] | None = None

    def records(self) -> Iterator[Problem]:
        """Examine documents and entities: what they name, and each document's own text."""
        for each in self.ledger.documents:
            yield from self._names(each)
            yield from self._text(each)
        for entity in self.ledger.entities:
            yield from self._names(entity)

    def statements(self) -> Iterator[Problem]:
        """Examine facts, retractions and confirmations; what is our own mistake needs no source."""
        ours = {
            each.event.by for each in self.ledger.corrections if each.event.because == "recording"
        }
        for each in self.ledger.facts:
            yield from self._names(each)
            yield from self._cites(each)
            if each.event.id not in ours:
                yield from _sourced(each, "fact")
        for correction in self.ledger.corrections:
            yield from self._names(correction)
        for retraction in self.ledger.retractions:
            yield from self._names(retraction)
            yield from self._cites(retraction)
            if retraction.event.because == "source":
                yield from _sourced(retraction, "retraction")
        for confirmation in self.ledger.confirmations:
            yield from self._names(confirmation)
            yield from self._cites(confirmation)

    def _names(self, draft: Draft[Any]) -> Iterator[Problem]:
        event = draft.event
        for role, name in references.entities(event):
            if not (name in self.entities or _own_name(event, name) or self._gone("entity", name)):
                yield draft.problem(
                    "entity-unknown", f"no entity has the id “{name}”", field=role,
                    hint=self._meant(name) or nearest(name, self.entities) or _DESCRIBE,
                )  # fmt: skip
        facts = self.retractable if isinstance(event, Retracted) else self.facts
        for role, fact in references.facts(event):
            if fact not in facts and fact not in self.withdrawn:
                yield draft.problem(
                    "fact-unknown", f"no fact has the id “{fact}”", field=role,
                    hint=nearest(fact, facts),
                )  # fmt: skip
        for document in dict.fromkeys(references.documents(event)):
            if document not in self.documents and not self._gone("document", document):
                hint = nearest(document, self.documents) or "describe it in seeds/"
                yield draft.problem(
                    "document-unknown",
                    f"no document has the id “{document}”",
                    hint,
                    field="document",
                )

    def _meant(self, name: str) -> str:
        """Say by which id an entity goes that is called by its name or an alias."""
        if self._called is None:
            self._called = {
                plain_name(called): each.event.entity
                for each in self.ledger.entities for called in names(each.event)
            }  # fmt: skip
        found = self._called.get(plain_name(name))
        return f"it goes by the id “{found}” in a ledger's files" if found else ""

    def _gone(self, kind: str, name: str) -> bool:
        """Tell whether a description was recorded, and its words were withdrawn."""
        return f"{kind}:{name}" in self.withdrawn

    def _text(self, draft: Draft[DocumentDescribed]) -> Iterator[Problem]:
        """Open a document's text; one that is refused, or that changed since, is a fault."""
        event = draft.event
        text = None
        if event.file is not None:
            try:
                text = self.texts.text(event.file, event.sha256 or "")
            except DocumentFault as fault:
                yield draft.problem(fault.rule, fault.message, fault.hint, field=fault.field)
                self.opened[event.document] = None
                return
        if text is None and self.required:
            yield draft.problem(
                "document-absent", f"the text of “{event.document}” is not at hand",
                "name the folder that holds it: --documents DIR", field="file",
            )  # fmt: skip
        self.opened[event.document] = text

    def _document(self, name: str) -> Document | None:
        if name not in self.opened:
            record = self.documents.get(name)
            try:
                self.opened[name] = (
                    self.texts.text(record.file, record.sha256 or "")
                    if record is not None and record.file is not None
                    else None
                )
            except DocumentFault:
                self.opened[name] = None
        return self.opened[name]

    def _cites(self, draft: Draft[Fact] | Draft[Retracted] | Draft[Confirmed]) -> Iterator[Problem]:
        citations = draft.event.citations
        flags = []
        for citation in citations:
            found = self._find(citation)
            flags.append(found is not None and found.status == "found")
            yield from _quoted(draft, citation, found)
        self.verified[draft.event.id] = tuple(flags)
        if isinstance(draft.event, Fact) and citations:
            yield from _figures(draft, citations)

    def _find(self, citation: Citation) -> Found | None:
        document = self._document(citation.document)
        if document is None or not citation.quote:
            return None
        return document.find(citation.quote, citation.prefix, citation.suffix)


def _own_name(event: Event, name: str) -> bool:
    return event.id == f"entity:{name}"


def _sourced(draft: Draft[Fact] | Draft[Retracted], what: str) -> Iterator[Problem]:
    if not draft.event.citations:
        hint = "cite one: document = … with a quote"
        if what == "retraction":
            hint += '; where it was we who erred: because = "recording"'
        yield draft.problem(
            "source-missing", f"no source is named for this {what}", hint, severity="warning"
        )


def _quoted(draft: Draft[Any], citation: Citation, found: Found | None) -> Iterator[Problem]:
    if not citation.quote:
        yield draft.problem(
            "quote-missing", f"“{citation.document}” is cited without its words",
            f"“timeline quote {citation.document} WORD…” proposes some", severity="warning",
            field="document",
        )  # fmt: skip
        return
    if length(citation.quote) > LIMIT:
        yield draft.problem(
            "quote-too-long",
            f"a citation is at most {LIMIT} characters (Latin letters count half);"
            f" this one has {plain(length(citation.quote))}",
            "keep the words that carry the figure, with their verb or unit", field="quote",
        )  # fmt: skip
    if found is not None and found.status in _BROKEN:
        rule, what = _BROKEN[found.status]
        yield draft.problem(
            rule, f"“{citation.quote}” {what} “{citation.document}”", found.hint, field="quote"
        )


def _figures(draft: Draft[Any], citations: Iterable[Citation]) -> Iterator[Problem]:
    for stated in missing(draft.event, citations):
        sign = _SIGNS.get(stated.field, "%") if stated.percent else ""
        yield draft.problem(
            "figure-unquoted",
            f"“{stated.field}” states {plain(stated.value)}{sign}, which stands in no quote",
            "quote the words that carry it, or say what it is worked out from: derived = …",
            field=stated.field.partition(".")[0],
        )
