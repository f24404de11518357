"""Rows of what happened: facts, what was around an anchor, how fast things came, how late."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from attrs import field, frozen

from timeline.api.rows.table import Fields, Row, Rows
from timeline.dates import Certainty, When
from timeline.facts.fact import Standing

__all__ = [
    "Anchor", "Around", "Burst", "DocumentLag", "Event", "Lags", "Leg", "Line", "Near",
    "Pace", "Price", "PublisherLag", "Range", "Role", "Source",
]  # fmt: skip


@frozen(kw_only=True, repr=False)
class Role(Row):
    """Whom a fact names, and as what."""

    role: str
    id: str


@frozen(kw_only=True, repr=False)
class Source(Row):
    """A citation of a fact; `verified` tells whether the quote was found when recorded."""

    document: str
    quote: str | None = None
    verified: bool = False


@frozen(kw_only=True, repr=False)
class Event(Row):
    """A fact of the timeline.

    `occurred` is its day as written, or what bounds it; `earliest` and `latest`
    the days that it can be of, None where open. `published` is since when it
    was public, `recorded` when it came into the log, at which `position` and
    `commit`. `payload` has every field as it is kept. `superseded_by` is the fact
    that corrects it, or `retracted:ID`.
    """

    id: str
    type: str
    occurred: When
    earliest: date | None = None
    latest: date | None = None
    headline: str
    published: When
    standing: Standing
    certainty: Certainty
    entities: tuple[Role, ...] = field(repr=False)
    position: int = field(repr=False)
    commit: int = field(repr=False)
    recorded: datetime = field(repr=False)
    file: str | None = field(default=None, repr=False)
    line: int | None = field(default=None, repr=False)
    sources: tuple[Source, ...] = field(default=(), repr=False)
    superseded_by: str | None = None
    payload: Fields = field(repr=False)


@frozen(kw_only=True, repr=False)
class Range(Row):
    """At least and at most so many; None is open."""

    low: int | None = None
    high: int | None = None


@frozen(kw_only=True, repr=False)
class Anchor(Row):
    """The fact or the day that was asked around; `fact` is None for a day."""

    fact: str | None = None
    headline: str | None = None
    occurred: When
    earliest: date | None = None
    latest: date | None = None


@frozen(kw_only=True, repr=False)
class Near(Row):
    """An event near an anchor: how many days after it, negative before it."""

    offset: Range
    certainty: Certainty
    event: Event


@frozen(kw_only=True, repr=False)
class Price(Row):
    """What a trading line did on a day near an anchor; a fall is below nothing."""

    offset: Range
    on: date
    percent: Decimal | None = None
    direction: str | None = None
    close: str | None = None
    certainty: Certainty
    fact: str


@frozen(kw_only=True, repr=False)
class Line(Row):
    """A company's trading line: the trading day that meets the anchor, and its prices."""

    company: str
    line: str
    meets: When | None = None
    prices: tuple[Price, ...]


@frozen(kw_only=True, repr=False)
class Around(Row):
    """What happened around a fact or a day, and what prices did."""

    anchor: Anchor
    events: Rows[Near]
    lines: Rows[Line]


@frozen(kw_only=True, repr=False)
class Burst(Row):
    """A window of days, and how many facts surely and possibly lie within."""

    from_: date
    to: date
    count: Range
    facts: tuple[str, ...]
    possible: tuple[str, ...] = ()


@frozen(kw_only=True, repr=False)
class Pace(Row):
    """The windows of so many days in which most happened, the busiest first."""

    days: int
    windows: Rows[Burst]


@frozen(kw_only=True, repr=False)
class Leg(Row):
    """How many days a leg of the way took."""

    median: Range
    shortest: Range
    longest: Range


@frozen(kw_only=True, repr=False)
class DocumentLag(Row):
    """How late the news of a document was; None is for facts without a source."""

    document: str | None = None
    count: int
    happened_to_published: Leg
    published_to_recorded: Leg
    happened_to_recorded: Leg


@frozen(kw_only=True, repr=False)
class PublisherLag(Row):
    """How late the news of a publisher was; None is for facts without a source."""

    publisher: str | None = None
    count: int
    happened_to_published: Leg
    published_to_recorded: Leg
    happened_to_recorded: Leg


@frozen(kw_only=True, repr=False)
class Lags(Row):
    """How late the news was, by document and by publisher."""

    documents: Rows[DocumentLag]
    publishers: Rows[PublisherLag]
