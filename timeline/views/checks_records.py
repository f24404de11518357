"""Find what the records say against each other: corrections, duplicates, owners."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import fields

from timeline.facts.companies import CompanyDelisted, CompanyListed
from timeline.facts.fact import Fact, plain_name
from timeline.facts.figures import figures_of
from timeline.facts.records import Corrected, root_of
from timeline.facts.references import entities
from timeline.views.finding import Finding, days, found, several
from timeline.views.in_force import InForce
from timeline.views.solving import rings
from timeline.views.spans import meetings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
        rivalling = knowledge.stated.rivals(each.recorded, knowledge.acting)
        others = [knowledge.weigh(other) for other in rivalling]
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
    """Give each correction that was not taken back, with the id of each fact that it is of."""
    filing = knowledge.filing
    for name in filing.names("replaces"):
        for recorded in filing.under("replaces", name):
            if isinstance(recorded.event, Corrected) and knowledge.acting(recorded):
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
    for ring in rings(by):
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


def owner_circle(books: Books) -> Iterator[Finding]:
    """Report entities that own each other in a circle: none of them has an owner."""
    knowledge = books.knowledge
    owners = {
        name: [each.owner] for name, each in knowledge.entities.items() if each.owner is not None
    }
    for ring in rings(owners):
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
        if getattr(each.fact, "part_of", None) is None:
            alike[_likeness(each.fact)].append(each)
    for group in alike.values():
        for row in meetings(group) if len(group) > 1 else ():
            for several_ in _of_same_figures(row) if len(row) > 1 else ():
                yield from _repeated(several_)


def _of_same_figures(row: Iterable[InForce]) -> Iterable[list[InForce]]:
    found: dict[object, list[InForce]] = defaultdict(list)
    for each in row:
        found[tuple(sorted(figures_of(each.fact), key=str))].append(each)
    return found.values()


def _repeated(group: Iterable[InForce]) -> Iterator[Finding]:
    """Report each fact that repeats an earlier one; those that each have their order are apart."""
    longest: dict[object, InForce] = {}
    for each in sorted(group, key=lambda one: (one.span.earliest, one.recorded.position)):
        own = each.order is not None
        for place in ("none", ("order", each.order) if own else "any"):
            other = longest.get(place)
            if other is not None and other.span.latest >= each.span.earliest:
                yield _duplicate(other, each)
                if own and place == "none":
                    del longest["none"]  # it repeats one of them: the others have their order
                break
        for place in (("order", each.order), "any") if own else ("none",):
            last = longest.setdefault(place, each)
            if each.span.latest > last.span.latest:
                longest[place] = each


def _likeness(fact: Fact) -> tuple[object, ...]:
    """Return what two facts have alike, beside their figures, where they are likely one."""
    names = {plain_name(each.name): each.name for each in fields(type(fact))}
    return (
        fact.TYPE,
        tuple(getattr(fact, names[each]) for each in fact.KEY),
        tuple(entities(fact)),
        tuple(getattr(fact, name, None) for name in _TOLD_APART),
    )  # fmt: skip


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
    """Report two foundings of one company that cannot be of one day, with no end between.

    So with a line that began to trade twice.
    """
    for name, founded in books.founded.items():
        for one, other in _begun_twice(founded, books.ended.get(name, ())):
            yield _founded_twice(f"“{name}” was founded", one, other)
    listed: dict[tuple[str, str], list[InForce]] = defaultdict(list)
    delisted: dict[tuple[str, str], list[InForce]] = defaultdict(list)
    for each in books.facts:
        fact = each.fact
        if isinstance(fact, CompanyListed | CompanyDelisted) and fact.line:
            into = listed if isinstance(fact, CompanyListed) else delisted
            into[fact.company, fact.line].append(each)
    for (name, line), several_ in listed.items():
        for one, other in _begun_twice(several_, delisted[name, line]):
            yield _founded_twice(f"“{name}” was listed as {line}", one, other)


def _begun_twice(
    begun: Iterable[InForce], ended: Iterable[InForce]
) -> Iterator[tuple[InForce, InForce]]:
    """Give each beginning with the nearest one that was over before, and had not ended since."""
    over = sorted(begun, key=lambda each: each.span.latest)
    lasts = [each.span.latest for each in over]
    for each in over:
        at = bisect_left(lasts, each.span.earliest)
        if at and not any(_between(over[at - 1], end, each) for end in ended):
            yield over[at - 1], each


def _founded_twice(what: str, earlier: InForce, later: InForce) -> Finding:
    one, other = sorted((earlier, later), key=lambda each: each.recorded.position)
    return found(
        "disputed", other,
        f"{what} on {days(other)}, and on {days(one)} by “{one.id}”",
        "correct the one that is wrong", field="occurred", among=[one],
    )  # fmt: skip


def _between(one: InForce, end: InForce, other: InForce) -> bool:
    return one.span.latest <= end.span.earliest and end.span.latest <= other.span.earliest
