"""Rows of what companies were set on, and of their deals."""

from __future__ import annotations

from attrs import frozen

from timeline.api.rows.holdings import Stake
from timeline.api.rows.table import Fields, Row, Rows
from timeline.dates import Certainty, When
from timeline.facts.fact import Standing

__all__ = ["Commitment", "Deal", "Member", "Party", "Programme", "Spent", "Strategy", "Theme"]


@frozen(kw_only=True, repr=False)
class Member(Row):
    """A company under the control of another, and through whom."""

    entity: str
    through: tuple[str, ...]
    certainty: Certainty


@frozen(kw_only=True, repr=False)
class Theme(Row):
    """What a company said that it was set on."""

    theme: str
    what: str | None = None
    by: tuple[str, ...]
    since: When
    certainty: Certainty
    standing: Standing
    facts: tuple[str, ...]


@frozen(kw_only=True, repr=False)
class Spent(Row):
    """What was spent: how much, on what, over which period."""

    amount: str | None = None
    purpose: str | None = None
    period: When | None = None
    by: tuple[str, ...]
    since: When
    certainty: Certainty
    standing: Standing
    facts: tuple[str, ...]


@frozen(kw_only=True, repr=False)
class Commitment(Spent):
    """What was committed, as what was spent is told, and how far in that is.

    `months` of the period, and how many of them are over at the least and at the
    most; None where its ends are not told.
    """

    months: int | None = None
    elapsed_low: int | None = None
    elapsed_high: int | None = None


@frozen(kw_only=True, repr=False)
class Programme(Row):
    """A programme: the stage definitely reached, and those possibly reached since."""

    programme: str
    owner: str | None = None
    stage: str
    possibly: tuple[str, ...] = ()
    since: When
    certainty: Certainty
    standing: Standing
    facts: tuple[str, ...]


@frozen(kw_only=True, repr=False)
class Strategy(Row):
    """What a company was set on, those that it controls rolled up.

    `segments` has the companies held, by segment.
    """

    company: str
    members: Rows[Member]
    themes: Rows[Theme]
    commitments: Rows[Commitment]
    spending: Rows[Spent]
    programmes: Rows[Programme]
    holdings: Rows[Stake]
    segments: Fields


@frozen(kw_only=True, repr=False)
class Party(Row):
    """A party to a deal, and its role."""

    entity: str
    role: str


@frozen(kw_only=True, repr=False)
class Deal(Row):
    """A deal: the state definitely reached, those possibly reached since, its terms as last told.

    `terms` are texts: price, amount, stake, ratio, contingent, deadline, where told;
    `terms_possibly` has by name what some of them may have been as well.
    """

    deal: str
    kind: str | None = None
    parties: tuple[Party, ...]
    state: str
    possibly: tuple[str, ...] = ()
    certainty: Certainty
    since: When
    terms: Fields
    terms_possibly: Fields
    facts: tuple[str, ...]
