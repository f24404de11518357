"""Find what is told of a company before it was founded, or after it had ceased to exist."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from timeline.facts.companies import CompanyListed, CompanyMerged
from timeline.views.checks_order import is_before
from timeline.views.finding import Finding, days, found

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.views.books import Books
    from timeline.views.claims import Claim
    from timeline.views.in_force import InForce

__all__ = ["after_dissolution", "before_founding"]


def before_founding(books: Books) -> Iterator[Finding]:
    """Report a stake that somebody had before the company, or the holder, was founded."""
    yield from _outside(books, after=False)


def after_dissolution(books: Books) -> Iterator[Finding]:
    """Report a stake that somebody had after the company, or the holder, had ceased to exist."""
    yield from _outside(books, after=True)


def _outside(books: Books, *, after: bool) -> Iterator[Finding]:
    bounds = _bounds(books, after=after)
    told: set[int] = set()
    if not bounds:
        return
    for source, names in _holdings(books):
        for name in names:
            bound = bounds.get(name)
            if bound is None or source.recorded.position in told:
                continue
            if is_before(bound, source) if after else source.span.latest < bound.span.earliest:
                told.add(source.recorded.position)
                yield _out_of_life(source, name, bound, after=after)


def _bounds(books: Books, *, after: bool) -> dict[str, InForce]:
    """Return what founded each company first, or what ended it last and for good."""
    if not after:
        return {
            name: min(several_, key=lambda each: each.span.earliest)
            for name, several_ in books.founded.items()
        }
    last = {
        name: max(several_, key=lambda each: each.span.latest)
        for name, several_ in books.ended.items()
    }
    again = {
        name
        for name, end in last.items()
        if any(is_before(end, each) for each in books.founded.get(name, ()))
    }
    return {name: end for name, end in last.items() if name not in again}


def _holdings(books: Books) -> Iterator[tuple[InForce, Iterable[str]]]:
    """Give each fact that only companies that exist can be in, and which those are.

    Of a company somebody has something, it takes up another, or its shares begin to trade.
    """
    for claim in chain.from_iterable(books.by_key.values()):
        if not _nothing(claim):
            yield claim.source, (claim.key.company, *claim.key.holders)
    for control in chain.from_iterable(books.controls.values()):
        if control.controls:
            yield control.source, (control.company, control.holder)
    for each in books.facts:
        if isinstance(each.fact, CompanyMerged):
            yield each, (each.fact.into,)
        elif isinstance(each.fact, CompanyListed):
            yield each, (each.fact.company,)


def _nothing(claim: Claim) -> bool:
    """Tell whether a claim only says that a holding became less or none."""
    return claim.after.is_none if claim.after is not None else claim.gain is False


def _out_of_life(source: InForce, name: str, bound: InForce, *, after: bool) -> Finding:
    when = f"{days(bound)} (“{bound.id}”)"
    if after:
        return found(
            "after-dissolution", source,
            f"“{name}” had ceased to exist on {when}, and this is told of {days(source)}",
            "mend one of the days; if it goes on under another id, name that one",
            field="occurred", among=[bound],
        )  # fmt: skip
    return found(
        "before-founding", source,
        f"“{name}” was founded on {when}, and this is told of {days(source)}",
        "mend one of the days; if there was a company before it, give it an id of its own",
        field="occurred", among=[bound],
    )  # fmt: skip
