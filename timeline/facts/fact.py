"""Say what every fact has: its day, its evidence, and how firm it is.

A fact is one dated statement about the world. The classes beside this module
add what each type states; `timeline.facts.names` lists them under the names by
which they are stored. Values are exact and immutable; a fact knows nothing of
files, databases or screens.
"""

import re
from typing import ClassVar, Literal, NewType, get_args

from attrs import frozen

from timeline.dates import When
from timeline.facts.measure import Measure

__all__ = [
    "STANDINGS",
    "Because",
    "Citation",
    "Derivation",
    "DocumentRef",
    "EntityRef",
    "Event",
    "Fact",
    "FactRef",
    "Metric",
    "Party",
    "Standing",
    "make_id",
    "plain_name",
    "slug",
]

EntityRef = NewType("EntityRef", str)
FactRef = NewType("FactRef", str)
DocumentRef = NewType("DocumentRef", str)
Standing = Literal["rumoured", "reported", "official"]
Because = Literal["source", "recording"]

STANDINGS: tuple[Standing, ...] = get_args(Standing)


@frozen(kw_only=True)
class Citation:
    """The shortest run of a document's words that carries what a fact states.

    `prefix` and `suffix` say which, where the words stand more than once;
    `standing` is how firm this one document is, where it differs from the fact.
    """

    document: DocumentRef
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    standing: Standing | None = None


@frozen(kw_only=True)
class Derivation:
    """What a field was worked out from: `occurred`, “two days before tesla-ai5-2025-09-07”."""

    field: str
    source: str


@frozen(kw_only=True)
class Party:
    """An entity in the role that it has in a deal or an agreement."""

    role: str
    entity: EntityRef


@frozen(kw_only=True)
class Metric:
    """A named figure of a programme: `cores`, 128."""

    name: str
    value: Measure


@frozen(kw_only=True)
class Event:
    """Anything that the log keeps, under an id that is unique in one log, for ever.

    `TYPE` is the stored name and `VERSION` the version of the fields; `KEY`
    names the fields that, with the day, make an id where none is given.
    """

    TYPE: ClassVar[str] = ""
    VERSION: ClassVar[int] = 1
    KEY: ClassVar[tuple[str, ...]] = ()

    id: str


@frozen(kw_only=True)
class Fact(Event):
    """One dated statement about the world, with its evidence.

    Where `occurred` is absent, only the publication bounds the day. `published`
    is the fact's own first publication where that is earlier than its documents'
    (news told second-hand). `order` puts facts of one day in their order;
    `effective` lets a fact lie ahead of its publication.
    """

    occurred: When | None = None
    published: When | None = None
    standing: Standing = "reported"
    citations: tuple[Citation, ...] = ()
    derived: tuple[Derivation, ...] = ()
    said_by: EntityRef | None = None
    note: str | None = None
    order: int | None = None
    effective: bool = False

    def flaw(self) -> str:
        """Say what makes this fact malformed as a whole; empty where nothing does."""
        return ""


def plain_name(field: str) -> str:
    """Return a field's name as files and payloads write it: `from_` is `from`."""
    return field.rstrip("_")


def slug(text: str) -> str:
    """Fold a text to what an id may hold: letters and digits between single hyphens."""
    return re.sub(r"[\W_]+", "-", text.casefold()).strip("-")


def make_id(kind: str, key: tuple[str, ...], values: dict[str, object]) -> str:
    """Make a fact's id from its type, its parties and its day, in that order."""
    parts = [kind]
    for name in (*key, "occurred"):
        parts += [slug(str(each)) for each in _several(values.get(name))]
    return "-".join(part for part in parts if part)


def _several(value: object) -> list[object]:
    """Flatten what a field may hold: one value, a list, or a table of roles."""
    if value is None:
        return []
    if isinstance(value, dict):
        return [each for inner in value.values() for each in _several(inner)]
    if isinstance(value, list | tuple):
        return [each for inner in value for each in _several(inner)]
    return [value]
