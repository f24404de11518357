"""Propose citations from a ledger's documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.errors import NotFound
from timeline.record.folders import find_root
from timeline.record.ledger import read_ledger
from timeline.record.proposing import Proposal, propose

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from timeline.facts.records import DocumentDescribed
    from timeline.record.documents import Documents

__all__ = ["proposals"]


def proposals(
    ledger: Path, document: str, words: Sequence[str], texts: Documents
) -> list[Proposal]:
    """Return the shortest runs of a document's words that hold all of these, best first.

    Raises:
        NotFound: the ledger has no such document, or its text is not at hand.
    """
    records: dict[str, DocumentDescribed] = {
        each.event.document: each.event for each in read_ledger([find_root(ledger)]).documents
    }
    if document not in records:
        raise NotFound("document", document, records)
    record = records[document]
    text = texts.text(record.file, record.sha256 or "") if record.file else None
    if text is None:
        hint = "name the folder that holds it: --documents DIR, or TIMELINE_DOCUMENTS"
        raise NotFound("text at hand of document", document, hint=hint)
    return propose(text, words)
