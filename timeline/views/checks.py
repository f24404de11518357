"""Check what all facts say together, over all days: what cannot be so, or is odd.

These rules read the facts as recorded, with whatever puts them right applied,
in whatever order they were recorded. What is merely rumoured is not held
against anything. A figure is read as plus or minus half of its last place.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from timeline.views import (
    checks_deals,
    checks_holdings,
    checks_life,
    checks_order,
    checks_parts,
    checks_pledges,
    checks_records,
    checks_sums,
    checks_whole,
)
from timeline.views.books import Books
from timeline.views.knowledge import Knowledge
from timeline.views.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from timeline.views.filing import Filing
    from timeline.views.finding import Finding

__all__ = ["checks"]

_CHECKS: tuple[Callable[[Books], Iterator[Finding]], ...] = (
    checks_whole.above_whole,
    checks_holdings.sold_more,
    checks_holdings.changed_between,
    checks_holdings.disputed,
    checks_sums.does_not_add_up,
    checks_sums.of_itself,
    checks_sums.prices,
    checks_pledges.pledged_more,
    checks_parts.part_circle,
    checks_parts.parts_and_whole,
    checks_life.before_founding,
    checks_life.after_dissolution,
    checks_order.end_before_start,
    checks_order.impossible_step,
    checks_order.told_before,
    checks_deals.moves_nothing,
    checks_records.rivals,
    checks_records.correction_circle,
    checks_records.likely_duplicate,
    checks_records.owner_circle,
    checks_records.foundings,
)


def checks(filing: Filing) -> list[Finding]:
    """Return every finding of every rule, by rule and then by the fact that it is reported at."""
    books = Books(Knowledge(filing, Question(on=date.max)))
    several = [each for check in _CHECKS for each in check(books)]
    return sorted(several, key=lambda each: (each.rule, each.name, each.message))
