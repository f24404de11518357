"""The log's own events: documents and entities described, facts put right.

Documents and entities are versioned: the first description of an entity has
the id `entity:alibaba`, the second `entity:alibaba~2`. A fact that is put right
in place (because we erred) becomes `ID~2` in the same way.
"""

import re
from collections.abc import Iterable
from typing import ClassVar, Literal

from attrs import field, frozen

from timeline.dates import When
from timeline.facts.fact import Because, Citation, DocumentRef, EntityRef, Event, FactRef
from timeline.shares import Share

__all__ = [
    "Confirmed",
    "Corrected",
    "DocumentDescribed",
    "EntityDescribed",
    "EntityKind",
    "Renamed",
    "Retracted",
    "StatementImported",
    "acting",
    "revised",
    "root_of",
]

_REVISED = re.compile(r"(.*)~([1-9][0-9]{0,8})", re.DOTALL)
EntityKind = Literal["company", "person", "fund", "state", "court", "unit", "programme"]


@frozen(kw_only=True)
class DocumentDescribed(Event):
    """A source text: who published it, when, and the SHA-256 of its bytes.

    `published` may be vague or open; `retrieved` then closes it. `origin` names
    the document that this one prints again: two copies are one witness.
    """

    TYPE: ClassVar[str] = "document-described"

    document: DocumentRef
    publisher: str
    published: When
    file: str | None = None
    sha256: str | None = None
    title: str | None = None
    language: str | None = None
    retrieved: When | None = None
    origin: DocumentRef | None = None
    note: str | None = None


@frozen(kw_only=True)
class EntityDescribed(Event):
    """Whom or what facts are about: its kind, its names, and what it does.

    `identifiers` holds what the world calls it by (`lei`, `ticker`, `uscc`);
    `segments` what it works in; a programme also has an `owner` and a `what`.
    """

    TYPE: ClassVar[str] = "entity-described"

    entity: EntityRef
    kind: EntityKind
    name: str
    aliases: tuple[str, ...] = ()
    identifiers: dict[str, str] = field(factory=dict)
    segments: tuple[str, ...] = ()
    owner: EntityRef | None = None
    what: str | None = None
    note: str | None = None


@frozen(kw_only=True)
class Corrected(Event):
    """Facts are replaced by another: the source erred, or we did.

    `because = "source"` counts from the replacing fact's own publication;
    `because = "recording"` acts at every state of public knowledge.
    """

    TYPE: ClassVar[str] = "corrected"

    of: tuple[FactRef, ...]
    by: FactRef
    reason: str
    because: Because


@frozen(kw_only=True)
class Retracted(Event):
    """Facts are taken back, with nothing in their place."""

    TYPE: ClassVar[str] = "retracted"

    of: tuple[FactRef, ...]
    reason: str
    because: Because
    citations: tuple[Citation, ...] = ()
    published: When | None = None


@frozen(kw_only=True)
class Confirmed(Event):
    """A further source repeats a fact, or the named fields of it."""

    TYPE: ClassVar[str] = "confirmed"

    of: FactRef
    citations: tuple[Citation, ...]
    fields: tuple[str, ...] = ()


@frozen(kw_only=True)
class Renamed(Event):
    """A fact goes by another id from now on; what it says is untouched."""

    TYPE: ClassVar[str] = "renamed"

    of: FactRef
    to: FactRef


@frozen(kw_only=True)
class StatementImported(Event):
    """What was read of one statement of an imported file, for later files to be read with it.

    `text` is canonical JSON of the fields that are read, `threshold` the share
    under which nothing needed to be disclosed. It states nothing by itself.
    """

    TYPE: ClassVar[str] = "statement-imported"

    document: DocumentRef
    format: str
    text: str
    threshold: Share | None = None


Putting = Literal["corrected", "retracted", "confirmed", "renamed"]


def acting(statements: Iterable[Corrected | Retracted]) -> list[Corrected | Retracted]:
    """Return the statements that no other one in force takes back; circles end where they began."""
    several = list(statements)
    takers: dict[str, list[str]] = {}
    for event in several:
        for each in event.of if isinstance(event, Retracted) else ():
            takers.setdefault(each, []).append(event.id)

    def acts(name: str, past: tuple[str, ...] = ()) -> bool:
        return not any(
            acts(each, (*past, name)) for each in takers.get(name, ()) if each not in past
        )

    return [event for event in several if acts(event.id)]


def revised(identifier: str, revision: int) -> str:
    """Return the id of a record's n-th revision: `x` for the first, `x~2` for the second."""
    return identifier if revision == 1 else f"{identifier}~{revision}"


def root_of(identifier: str) -> tuple[str, int]:
    """Return an id without its revision, and the revision, counted from 1."""
    found = _REVISED.fullmatch(identifier)
    return (found[1], int(found[2])) if found else (identifier, 1)
