"""Find more shares pledged than are held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from timeline.views.finding import Finding, days, found, held_by, written
from timeline.views.rounding import rounding
from timeline.views.stood import Stood

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.views.books import Books
    from timeline.views.claims import Claim, Key

__all__ = ["pledged_more"]

_MOST = 24


def pledged_more(books: Books) -> Iterator[Finding]:
    """Report a holder who pledges more of a company than all that was known to be held.

    What is held jointly with others can be pledged as well: such holders are left aside.
    """
    for key, pledges in books.by_key.items():
        shares = books.by_key.get(evolve(key, interest="shares"))
        if key.interest == "pledged" and shares is not None and not _more(books, key):
            yield from _above(books, pledges, shares)


def _more(books: Books, key: Key) -> bool:
    """Tell whether these holders have shares of the company in another holding too."""
    own = evolve(key, interest="shares")
    return any(
        each != own
        for holder in key.holders
        for each in books.shares_of.get((key.company, holder), ())
    )


def _above(books: Books, pledges: Sequence[Claim], shares: Sequence[Claim]) -> Iterator[Finding]:
    past = Stood(shares)
    for pledge in pledges:
        stood = past.standing(pledge.span.latest) if pledge.span.exact else []
        if pledge.after is None or not stood or len(stood) > _MOST:
            continue
        levels = [books.result(each) for each in stood]
        highs = [level.high for level in levels if level is not None and level.high is not None]
        over = any(each.span.latest <= pledge.span.latest for each in stood)
        near = rounding(pledge, whole=True) + max(rounding(each, whole=True) for each in stood)
        if over and len(highs) == len(stood) and pledge.after.low - near > max(highs):
            held = max((each for each in levels if each is not None), key=lambda each: each.low)
            unit = pledge.key.unit
            yield found(
                "pledged-more", pledge.source,
                f"{written(pledge.after, unit)} is pledged on {days(pledge.source)}, of"
                f" {written(held, unit)} that was held: {held_by(pledge)}",
                "a pledge is told in percent of the company, as the shares are; mend the figure,"
                " or add how the holding had grown",
                field="stake" if pledge.observed else "after",
                among=(each.source for each in stood),
            )  # fmt: skip
