"""Find what the records say against each other: corrections, duplicates, owners."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from attrs import fields

from timeline.facts.fact import Fact, plain_name
from timeline.facts.figures import figures_of
from timeline.facts.records import Corrected, root_of
from timeline.facts.references import entities
from timeline.views.finding import Finding, days, found, several
from timeline.views.knowledge import InForce

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from timeline.facts.entry import Recorded
    from timeline.views.books import Books
    from timeline.views.knowledge import Knowledge

__all__ = ["correction_circle", "foundings", "likely_duplicate", "owner_circle", "rivals"]


_TOLD_APART = ("interest", "class_", "cause", "move", "answer", "percent", "direction")


# Corrections


def rivals(books: Books) -> Iterator[Finding]:
    """Report several facts that each replace the same one, where none of them is replaced."""
    knowledge = books.knowledge
    told: set[frozenset[int]] = set()
    for each in books.doubted:
        if not knowledge.filing.under("replaces", each.recorded.event.id):
            continue
        others = [knowledge.weigh(other) for other in knowledge.stated.rivals(each.recorded)]
        rival = [each, *(other for other in others if isinstance(other, InForce) and other.moves)]
        places = frozenset(other.recorded.position for other in rival)
        if len(rival) > 1 and places not in told:
            told.add(places)
            yield _rivals(rival, [of for of, by in _corrections(knowledge) if by.by == each.id])


def _rivals(rival: list[InForce], of: list[str]) -> Finding:
    ordered = sorted(rival, key=lambda each: each.recorded.position)
    names = [root_of(each.id)[0] for each in ordered]
    quoted = ", ".join(f'"{each}"' for each in names)
    return found(
        "rival-corrections", ordered[-1],
        f"{several(of)} is corrected by {several(names)}, and neither replaces the other",
        f"settle it by a fact that names them all: corrects = [{quoted}]",
        field="corrects", among=ordered,
    )  # fmt: skip


def _corrections(knowledge: Knowledge) -> Iterator[tuple[str, Corrected]]:
    """Give each correction with the id of each fact that it is of."""
    filing = knowledge.filing
    for name in filing.names("replaces"):
        for recorded in filing.under("replaces", name):
            if isinstance(recorded.event, Corrected):
                for of in recorded.event.of:
                    yield of, recorded.event


def correction_circle(books: Books) -> Iterator[Finding]:
    """Report facts that correct each other in a circle, so that none of them stands.

    One that corrects itself is no such circle: it is an amendment, or malformed.
    """
    knowledge = books.knowledge
    by: dict[str, set[str]] = defaultdict(set)
    for of, each in _corrections(knowledge):
        if root_of(of)[0] != root_of(each.by)[0]:
            by[root_of(of)[0]].add(root_of(each.by)[0])
    for ring in _rings(by):
        recorded = [
            each for name in ring for each in knowledge.filing.under("fact", name)
        ]  # fmt: skip
        if recorded:
            last = max(recorded, key=lambda each: each.position)
            yield Finding(
                rule="correction-circle",
                message=f"{several(ring)} correct each other in a circle: none of them stands",
                hint="say which one is right, and let it alone correct the others",
                name=last.event.id, at=last, field="corrects", facts=tuple(ring),
            )  # fmt: skip


def _rings(graph: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Return the circles of a graph: each set of names that all lead back to themselves."""
    reach = {name: _reached(graph, name) for name in graph}
    rings = {
        tuple(sorted({name} | {other for other in far if name in reach.get(other, ())}))
        for name, far in reach.items()
        if name in far
    }
    return [list(each) for each in sorted(rings)]


def _reached(graph: Mapping[str, Iterable[str]], name: str) -> set[str]:
    seen: set[str] = set()
    ahead = list(graph.get(name, ()))
    while ahead:
        each = ahead.pop()
        if each not in seen:
            seen.add(each)
            ahead += graph.get(each, ())
    return seen


def owner_circle(books: Books) -> Iterator[Finding]:
    """Report entities that own each other in a circle: none of them has an owner."""
    knowledge = books.knowledge
    owners = {
        name: [each.owner] for name, each in knowledge.entities.items() if each.owner is not None
    }
    for ring in _rings(owners):
        described: list[Recorded] = knowledge.filing.under("entity", ring[-1])
        yield Finding(
            rule="entity-circle",
            message=f"{several(ring)} {'own each other' if len(ring) > 1 else 'owns itself'}"
            " in a circle",
            hint="leave the owner out of the one that has none",
            name=described[-1].event.id, at=described[-1], field="owner",
        )  # fmt: skip


# Twice


def likely_duplicate(books: Books) -> Iterator[Finding]:
    """Report two facts of one type, with the same parties and figures, on days that overlap."""
    alike: dict[object, list[InForce]] = defaultdict(list)
    for each in books.facts:
        alike[_likeness(each.fact)].append(each)
    for group in alike.values():
        told: set[str] = set()
        ordered = sorted(group, key=lambda each: (each.span.earliest, each.recorded.position))
        for at, each in enumerate(ordered if len(group) > 1 else ()):
            for other in ordered[at + 1 :]:
                if other.span.earliest > each.span.latest:
                    break
                if _apart(each.fact, other.fact) or {each.id, other.id} & told:
                    continue
                told.add(max(each.id, other.id))
                yield _duplicate(each, other)


def _likeness(fact: Fact) -> tuple[object, ...]:
    """Return what two facts have alike where they are likely one."""
    names = {plain_name(each.name): each.name for each in fields(type(fact))}
    return (
        fact.TYPE,
        tuple(getattr(fact, names[each]) for each in fact.KEY),
        tuple(entities(fact)),
        tuple(getattr(fact, name, None) for name in _TOLD_APART),
        tuple(sorted(figures_of(fact), key=str)),
    )  # fmt: skip


def _apart(one: Fact, other: Fact) -> bool:
    """Tell whether two facts are told apart: by their order, or as part of one another."""
    if one.order is not None and other.order is not None:
        return one.order != other.order
    wholes = (getattr(one, "part_of", None), getattr(other, "part_of", None))
    return any(each is not None for each in wholes)


def _duplicate(one: InForce, other: InForce) -> Finding:
    first, last = sorted((one, other), key=lambda each: each.recorded.position)
    return found(
        "likely-duplicate", last,
        f"“{first.id}” tells the same of {days(first)} as this of {days(last)}: the same parties,"
        " the same figures",
        "if they are one, make the second a further quote of the first; if two, give each its"
        " order",
        field="occurred", among=[first],
    )  # fmt: skip


def foundings(books: Books) -> Iterator[Finding]:
    """Report two foundings of one company that cannot be of one day."""
    for name, several_ in books.founded.items():
        for one, other in combinations(several_, 2):
            if one.span.latest < other.span.earliest or other.span.latest < one.span.earliest:
                if any(_between(one, each, other) for each in books.ended.get(name, ())):
                    continue
                yield found(
                    "disputed", other,
                    f"“{name}” was founded on {days(other)}, and on {days(one)} by “{one.id}”",
                    "correct the one that is wrong", field="occurred", among=[one],
                )  # fmt: skip


def _between(one: InForce, end: InForce, other: InForce) -> bool:
    first, last = sorted((one, other), key=lambda each: each.span.earliest)
    return first.span.latest <= end.span.earliest and end.span.latest <= last.span.earliest
