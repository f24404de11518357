"""Look a fact's quotes up in the documents at hand: each with its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.errors import TimelineError
from timeline.show.why import Quoted

if TYPE_CHECKING:
    from timeline.record.documents import Documents
    from timeline.views.evidence import Source
    from timeline.views.in_force import InForce
    from timeline.views.knowledge import Knowledge

__all__ = ["Evidence"]


class Evidence:
    """The quotes of facts, verified when recorded or now, where the text is at hand."""

    def __init__(self, knowledge: Knowledge, texts: Documents) -> None:
        """Know the documents' records, and where their texts are."""
        self.knowledge = knowledge
        self.texts = texts

    def quotes(self, source: InForce) -> list[Quoted]:
        """Return a fact's quotes, in the order of its citations."""
        return [self._quoted(each) for each in source.sources]

    def _quoted(self, source: Source) -> Quoted:
        citation = source.citation
        record = self.knowledge.document(citation.document)
        sentence = None
        verified = source.verified
        if record is not None and record.file is not None and citation.quote:
            try:
                text = self.texts.text(record.file, record.sha256 or "")
            except TimelineError:
                text = None
            if text is not None:
                found = text.find(citation.quote, citation.prefix, citation.suffix)
                sentence = found.place.sentence if found.place else None
                verified = found.status == "found"
        return Quoted(
            document=citation.document,
            origin=record.origin if record else None,
            quote=citation.quote,
            sentence=sentence,
            verified=verified,
        )
