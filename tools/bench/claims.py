"""Measure how fast many claims are filed and read, and how much memory they take.

Each claim is a stake that a document of its own words tells of; a hundred or so
are of one company. This runs as a process of its own, so that the memory is its; it prints
its part of the page.
"""

from __future__ import annotations

import resource
import sys
import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.dates import parse
from timeline.facts.entry import Recorded
from timeline.facts.fact import Citation, DocumentRef, EntityRef
from timeline.facts.ownership import StakeStated
from timeline.facts.records import DocumentDescribed
from timeline.shares import Share
from timeline.views import ownership
from timeline.views.filing import Filing
from timeline.views.question import Question

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Claims", "measured"]

_AT = datetime(2026, 1, 1, tzinfo=UTC)
_OF_ONE = 100  # claims of one company


@frozen(kw_only=True)
class Claims:
    """What was measured: how many claims, how many a second, how much memory at most."""

    count: int
    filed: float
    read: float
    memory: float


def _lines(claims: Claims) -> list[str]:
    """Write what was measured, for the page."""
    return [
        "## Up to a million claims",
        "",
        (
            f"Measured once, with {claims.count:,} stakes of {claims.count // _OF_ONE:,} companies"
            " in memory; reading composes every holding on one day, by what was public by then."
            " More: `python -m tools.bench --claims 1000000`."
        ),
        "",
        "| what | measured |",
        "|---|---:|",
        f"| filing | {claims.filed:,.0f} facts a second |",
        f"| reading | {claims.read:,.0f} facts a second |",
        f"| peak memory | {claims.memory:,.0f} MB |",
    ]


def _recorded(count: int) -> Iterator[Recorded]:
    published = DocumentDescribed(
        id="document:d", document=DocumentRef("d"), publisher="D", published=parse("2025-12-30")
    )
    yield Recorded(event=published, position=1, commit=1, at=_AT)
    for number in range(count):
        yield Recorded(event=_stake(number, count), position=number + 2, commit=1, at=_AT)


def _stake(number: int, count: int) -> StakeStated:
    share = Decimal(number % 1000) / 1000
    day = date(2020, 1, 1) + timedelta(days=number * 2000 // count)
    return StakeStated(
        id=f"stake-{number}",
        holder=EntityRef(f"holder-{number % 997}"),
        company=EntityRef(f"company-{number % max(1, count // _OF_ONE)}"),
        stake=Share(share, share),
        occurred=parse(day.isoformat()),
        citations=(Citation(document=DocumentRef("d"), quote=f"No. {number}: it held {share}%."),),
    )


def measured(count: int) -> Claims:
    """File and read so many claims in this process."""
    events = list(_recorded(count))
    begun = time.perf_counter()
    filing = Filing().all(events)
    filed = time.perf_counter()
    ownership.read(filing, Question(on=date(2025, 12, 31), known=date(2025, 12, 31)))
    read = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Claims(
        count=count, filed=count / (filed - begun), read=count / (read - filed), memory=peak
    )


if __name__ == "__main__":
    print("\n".join(_lines(measured(int(sys.argv[1])))))
