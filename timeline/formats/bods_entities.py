"""Turn the records of entities and persons of BODS into descriptions, and into facts of their own.

An entity goes by its first name and eight characters that stand for its record,
in its publisher's system; that record id is among its identifiers, by which a
later file finds it again. A later name is kept beside the earlier ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen, mutable

from timeline import dates
from timeline.dates import When
from timeline.facts.companies import CompanyDissolved, CompanyFounded, CompanyRenamed
from timeline.facts.fact import EntityRef, slug
from timeline.facts.records import EntityDescribed, EntityKind
from timeline.formats.bods_shapes import day_after
from timeline.formats.bods_statements import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


__all__ = ["Described", "Entities", "Entity"]

_KINDS: dict[str, EntityKind] = {
    "registeredEntity": "company",
    "legalEntity": "company",
    "anonymousEntity": "company",
    "unknownEntity": "company",
    "state": "state",
    "stateBody": "state",
}
_STEM = 48  # characters of a name in an id
_LEI = re.compile(r"(?:XI-)?LEI", re.IGNORECASE)
_Own = CompanyFounded | CompanyDissolved | CompanyRenamed


@frozen
class Described:
    """A fact of an entity of its own, with what it is about in its id, and what it says anew."""

    fact: type[_Own]
    name: str
    fields: Mapping[str, Any]
    occurred: When

    @property
    def place(self) -> str:
        """Tell what a later fact of the same kind replaces; names follow one another."""
        return self.name if self.fact is not CompanyRenamed else ""


@mutable
class Entity:
    """One record: the id that it goes by, and all that it was told to be so far."""

    id: EntityRef
    kind: EntityKind
    name: str
    record: str
    aliases: list[str] = field(factory=list)
    identifiers: dict[str, str] = field(factory=dict)
    note: str | None = None
    line: int | None = None
    here: bool = False
    last: Statement | None = None

    @property
    def stem(self) -> str:
        """The part of the id that reads as a name."""
        return self.id.rpartition("-")[0] or self.id

    def described(self) -> EntityDescribed:
        """Return its description."""
        others = dict.fromkeys(each for each in self.aliases if each != self.name)
        return EntityDescribed(
            id=f"entity:{self.id}", entity=self.id, kind=self.kind, name=self.name,
            aliases=tuple(others), identifiers=self.identifiers, note=self.note,
        )  # fmt: skip


class Entities:
    """The entities and persons by their record, those known already among them."""

    def __init__(self, known: Iterable[EntityDescribed]) -> None:
        """Find known ones by what they are called in a publisher's system."""
        self._known: dict[tuple[str, str], EntityDescribed] = {}
        for each in known:
            for scheme, record in each.identifiers.items():
                if scheme.startswith("bods:"):
                    self._known[scheme, record] = each
        self._found: dict[tuple[str, str], Entity] = {}
        self._before: dict[tuple[str, str], Entity] = {}

    def find(self, statement: Statement, record: str) -> Entity | None:
        """Return the entity of a record, told of in these files or known already."""
        place = (statement.scheme, record)
        if place not in self._found and place in self._known:
            self._found[place] = _recalled(self._known[place], record)
        return self._found.get(place)

    def remember(self, statement: Statement) -> None:
        """Take in a statement that was read before, to tell what is new from what was known."""
        place = (statement.scheme, statement.record)
        entity = self._before.setdefault(place, _new(statement, self._known.get(place)))
        _take_in(entity, statement)

    def told(self, statement: Statement) -> tuple[Entity, list[Described]]:
        """Take in a statement about an entity or person; return what facts it states."""
        place = (statement.scheme, statement.record)
        entity = self._found.get(place)
        if entity is None:
            entity = self._found[place] = _new(statement, self._known.get(place))
        facts = list(_facts(entity, statement)) if statement.kind == "entity" else []
        _take_in(entity, statement)
        return entity, facts

    def described(self) -> Iterator[tuple[Entity, EntityDescribed]]:
        """Give each entity of this file with its description, as it is known or with more."""
        for place, entity in self._found.items():
            if not entity.here:
                continue
            known = self._known.get(place)
            if known is None:
                yield entity, entity.described()
            else:
                yield entity, _newer(entity, known, self._before.get(place))


def _new(statement: Statement, known: EntityDescribed | None) -> Entity:
    names, mark = _names(statement), f"{statement.scheme}\n{statement.record}"
    unnamed = f"unnamed {statement.kind} {statement.record}"
    name = names[0] if names else unnamed
    stem = (slug(name) or slug(unnamed) or statement.kind)[:_STEM].rstrip("-")
    return Entity(
        id=known.entity if known else EntityRef(f"{stem}-{sha256(mark.encode()).hexdigest()[:8]}"),
        kind=_kind(statement), name=name, record=statement.record,
        identifiers={statement.scheme: statement.record},
    )  # fmt: skip


def _recalled(known: EntityDescribed, record: str) -> Entity:
    return Entity(
        id=known.entity, kind=known.kind, name=known.name, record=record,
        aliases=list(known.aliases), identifiers=dict(known.identifiers), note=known.note,
    )  # fmt: skip


def _take_in(entity: Entity, statement: Statement) -> None:
    names = _names(statement)
    if names:
        entity.aliases += [entity.name, *names[1:]]
        entity.name = names[0]
    entity.kind = _kind(statement)
    entity.line = statement.line or entity.line
    entity.here = entity.here or statement.line is not None
    entity.note = _note(statement) or entity.note
    for each in statement.details.get("identifiers", []):
        if "id" in each:
            _identify(entity, _scheme(each), each["id"])
    entity.last = statement


def _identify(entity: Entity, scheme: str, value: str) -> None:
    """Keep an identifier; a second one of the same scheme goes by its number."""
    name, count = scheme, 1
    while entity.identifiers.get(name, value) != value:
        count += 1
        name = f"{scheme}-{count}"
    entity.identifiers[name] = value


def _newer(entity: Entity, known: EntityDescribed, before: Entity | None) -> EntityDescribed:
    """Return a description with what is told anew, and all else as it is known by now.

    What a person has made of it since stays; `before` is what was told before.
    """
    now = entity.described()
    if before is None:
        before = _recalled(known, entity.record)
        if _says_no_more(now, known):
            return evolve(known, id=now.id)
    was = before.described()
    if now == was:
        return evolve(known, id=now.id)
    names = dict.fromkeys([*now.aliases, now.name, known.name, *known.aliases])
    name = known.name if now.name == was.name else now.name
    return evolve(
        known, id=now.id, name=name,
        aliases=tuple(each for each in names if each != name),
        identifiers=known.identifiers | now.identifiers,
        kind=known.kind if now.kind == was.kind else now.kind,
        note=known.note if now.note == was.note else now.note,
    )  # fmt: skip


def _says_no_more(now: EntityDescribed, known: EntityDescribed) -> bool:
    names = {known.name, *known.aliases}
    return {
        now.name,
        *now.aliases,
    } <= names and now.identifiers.items() <= known.identifiers.items()


def _names(statement: Statement) -> list[str]:
    details = statement.details
    if statement.kind == "person":
        told = [each["fullName"] for each in details.get("names", [])]
    else:
        told = [details["name"]] if "name" in details else []
        told += details.get("alternateNames", [])
    return [" ".join(each.split()) for each in told]


def _kind(statement: Statement) -> EntityKind:
    if statement.kind == "person":
        return "person"
    told = statement.details["entityType"]
    if told["type"] == "arrangement":
        return "fund" if told.get("subtype") == "trust" else "unit"
    return _KINDS[told["type"]]


def _note(statement: Statement) -> str | None:
    """Return what the kind of entity does not say: that nobody named it, or its legal form."""
    details = statement.details
    unspecified = details.get(f"unspecified{statement.kind.capitalize()}Details")
    if unspecified:
        parts = (unspecified["reason"], unspecified.get("description"))
        return ": ".join(each for each in parts if each)
    if statement.kind == "person":
        kind = details["personType"]
        return None if kind == "knownPerson" else kind
    told = details["entityType"]
    if told["type"] in {"registeredEntity", "state"} and "subtype" not in told:
        return None
    return ", ".join(told[each] for each in ("type", "subtype", "details") if each in told)


def _scheme(identifier: Mapping[str, str]) -> str:
    """Return a short name of who issues an identifier."""
    scheme = identifier.get("scheme", "")
    if _LEI.fullmatch(scheme):
        return "lei"
    return scheme.casefold() or slug(identifier["schemeName"]) or "other"


def _facts(entity: Entity, statement: Statement) -> Iterator[Described]:
    details = statement.details
    before = entity.last.details if entity.last is not None else {}
    dated = (("foundingDate", CompanyFounded, "founded"),
             ("dissolutionDate", CompanyDissolved, "dissolved"))  # fmt: skip
    for name, fact, word in dated:
        if name in details and details[name] != before.get(name):
            occurred = dates.day(date.fromisoformat(details[name]))
            yield Described(fact, word, {"company": entity.id}, occurred)
    names = _names(statement)
    known = {entity.name, *entity.aliases}
    if entity.last is not None and names and names[0] not in known:
        since = min(day_after(entity.last.day), statement.day)
        fields = {"company": entity.id, "before": entity.name, "after": names[0]}
        yield Described(CompanyRenamed, "renamed", fields, dates.between(since, statement.day))
