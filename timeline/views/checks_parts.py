"""Find changes that are parts of each other, and parts that come to more than their whole."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from timeline.facts.ownership import StakeChanged
from timeline.views.finding import Finding, found, percent, several
from timeline.views.in_force import InForce
from timeline.views.rounding import half
from timeline.views.solving import rings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.views.books import Books

__all__ = ["part_circle", "parts_and_whole"]


def part_circle(books: Books) -> Iterator[Finding]:
    """Report changes that are counted in each other, so that none of them counts."""
    by_name = {part.id: part for part, _ in _parts(books)}
    for ring in _circles(books):
        last = max((by_name[name] for name in ring), key=lambda each: each.recorded.position)
        what = "are parts of each other" if len(ring) > 1 else "is part of itself"
        yield found(
            "part-circle", last, f"{several(ring)} {what}: none of them counts",
            "leave part_of out of the largest of them", field="part_of",
            among=(by_name[name] for name in ring),
        )  # fmt: skip


def parts_and_whole(books: Books) -> Iterator[Finding]:
    """Report parts, all bought or all sold as their whole was, that come to more than it."""
    circles = {name for ring in _circles(books) for name in ring}
    of_whole: dict[str, tuple[InForce, list[InForce]]] = {}
    for part, larger in _parts(books):
        if larger.id not in circles:
            of_whole.setdefault(larger.id, (larger, []))[1].append(part)
    for larger, parts in of_whole.values():
        total = _points(larger)
        alike = [each for each in parts if _cause(each) == _cause(larger) is not None]
        points = [told for each in alike if (told := _points(each)) is not None]
        if total is None or not points:
            continue
        near = total[1] + sum(rounded for _, rounded in points)
        come_to = sum((moved for moved, _ in points), Fraction(0))
        if come_to - near > total[0]:
            last = max(alike, key=lambda each: (each.span.latest, each.id))
            yield found(
                "does-not-add-up", last,
                f"the parts of “{larger.id}”, {several(each.id for each in alike)}, come to"
                f" {_plain(come_to)} points, and the whole to {_plain(total[0])}",
                "mend the figure that is wrong, or leave out part_of", field="by",
                among=[larger, *alike],
            )  # fmt: skip


def _circles(books: Books) -> list[list[str]]:
    whole: dict[str, list[str]] = {}
    for part, larger in _parts(books):
        whole.setdefault(part.id, []).append(larger.id)
    return rings(whole)


def _parts(books: Books) -> Iterator[tuple[InForce, InForce]]:
    """Give each change that is part of another, with that one."""
    for each in books.facts:
        if isinstance(each.fact, StakeChanged) and each.fact.part_of is not None:
            larger = books.knowledge.fact(each.fact.part_of)
            if isinstance(larger, InForce) and larger.moves:
                yield each, larger


def _cause(source: InForce) -> str | None:
    return source.fact.cause if isinstance(source.fact, StakeChanged) else None


def _points(source: InForce) -> tuple[Fraction, Fraction] | None:
    """Return how many points a change came to, whichever way, and how they may be rounded."""
    fact = source.fact
    if not isinstance(fact, StakeChanged):
        return None
    if fact.by is not None:
        return abs(Fraction(fact.by.value)), half(fact.by)
    if fact.before is None or fact.after is None or not (fact.before.exact and fact.after.exact):
        return None
    moved = abs(Fraction(fact.after.low) - Fraction(fact.before.low))
    return moved, half(fact.before) + half(fact.after)


def _plain(points: Fraction) -> str:
    return percent(points).removesuffix("%")
