"""Find deals that were completed and say how much they carry, of which nobody has more after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.views.claims import ACQUIRING, MOVING, claims_of
from timeline.views.finding import Finding, found
from timeline.views.moved import told_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.facts.deals import DealMoved
    from timeline.views.books import Books

__all__ = ["moves_nothing"]


def moves_nothing(books: Books) -> Iterator[Finding]:
    """Report a completed deal that carries a stake and moves none, by its kind or its roles."""
    for each in books.facts:
        terms = books.terms(each)
        if terms is None or terms.stake is None or told_before(each, books.knowledge):
            continue
        if not terms.stake.is_none and next(claims_of(each, terms), None) is None:
            yield found(
                "moves-nothing", each,
                f"“{terms.deal}” was completed and carries {terms.stake}, and moves no stake:"
                f" {_why(terms)}",
                "tell what changed as stake-changed" if terms.kind not in MOVING
                else "name its acquirer and its target in these roles",
                field="stake" if getattr(each.fact, "stake", None) is not None else "state",
            )  # fmt: skip


def _why(terms: DealMoved) -> str:
    if terms.kind not in MOVING:
        return f"whose stake a {terms.kind} moves is not told by its roles"
    roles = {each.role for each in terms.parties}
    return "it has no acquirer" if not roles & ACQUIRING else "it has no target"
