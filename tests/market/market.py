"""Say what a made-up market is like: one frozen class of parameters.

What each default rests on, a measurement of real data or a choice, is said in
`docs/explanation/market.md`. Shares are fractions of 1; levels are percent.
"""

from __future__ import annotations

from datetime import date

from attrs import Attribute, field, frozen

__all__ = ["Market", "MarketImpossible"]

_EVENTS_PER_PAIR = 10
_PAIRS_PER_PARTY = 3
_SEEDS = 10_000_000


class MarketImpossible(ValueError):
    """No market can have these parameters."""


def _fraction(_: object, attribute: Attribute[float], value: float) -> None:
    if not 0 <= value <= 1:
        raise MarketImpossible(f"{attribute.name} = {value}: a share lies within 0 and 1")


def _count(_: object, attribute: Attribute[int], value: int) -> None:
    if value < 1:
        raise MarketImpossible(f"{attribute.name} = {value}: at least one is needed")


def _seed(_: object, __: Attribute[int], value: int) -> None:
    if not 0 <= value < _SEEDS:
        raise MarketImpossible(f"seed = {value}: it lies within 0 and {_SEEDS - 1:,}")


def _share(default: float) -> float:
    return field(default=default, validator=_fraction)


def _number(default: int) -> int:
    return field(default=default, validator=_count)


@frozen(kw_only=True)
class Market:
    """The parameters of a market; the same ones, seed included, always make the same rows.

    `events` counts fact rows. `pairs`, `companies` and `holders` follow it where
    they are not given, and are what is drawn from: a few are met by no row.
    """

    seed: int = field(default=1, validator=_seed)
    events: int = _number(20_000)
    pairs: int = field(validator=_count)
    companies: int = field(validator=_count)
    holders: int = field(validator=_count)
    first: date = date(2005, 1, 1)
    last: date = date(2024, 12, 31)
    batches: int = _number(20)

    # How uneven: rank r has the weight (r + head * n) ** -exponent.
    company_exponent: float = _share(0.76)
    company_head: float = 0.012
    holder_exponent: float = _share(0.94)
    holder_head: float = 0.002
    holding_companies: float = _share(0.05)  # holders that are companies of the market themselves

    # When: rounds of a company, their days, how vaguely they are told.
    round_parts: float = 1.0  # events for each moment of which rounds are made
    round_merged: float = _share(0.6)  # moments that join the one before, into one round
    beginnings: float = _share(0.7)  # the part of the time in which companies begin
    weekdays: tuple[float, ...] = (0.21, 0.23, 0.22, 0.18, 0.12, 0.02, 0.02)
    vague_year: float = _share(0.04)
    vague_month: float = _share(0.14)
    vague_quarter: float = _share(0.02)
    vague_range: float = _share(0.01)
    undated: float = _share(0.001)

    # Levels, and how they are told.
    held: float = 90.0  # what all holders of one company have together at most
    stride: float = 0.4  # the greatest step of a level, as a part of the most that the holder has
    leaving: float = _share(0.03)
    stated: float = _share(0.4)  # a level seen, not a change
    restated: float = _share(0.8)  # of those, the level before seen again
    with_before: float = _share(0.5)  # changes that tell the level before, too
    by_alone: float = _share(0.1)  # changes that tell the points alone
    undisclosed: float = _share(0.1)  # told as >0%
    banded: float = _share(0.05)  # told as a band: [25%, 50%)
    joint: float = _share(0.01)  # pairs that hold jointly with another holder
    votes: float = _share(0.02)  # pairs told of in votes
    misquoted: float = _share(0.005)  # a `before` that is not the level before

    # Money.
    priced: float = _share(0.3)
    amount: float = 4_000_000.0  # the median
    amount_spread: float = 1.9  # the deviation of its logarithm
    yuan: float = _share(0.2)

    # Companies.
    founded: float = _share(0.5)
    issues: float = _share(0.05)  # rounds that issue shares
    acquired: float = _share(0.1)
    completed: float = _share(0.8)
    terminated: float = _share(0.1)
    whole: float = _share(0.7)  # completed deals that carry 100%
    wholly_owned: float = _share(0.5)  # of those, stated to be wholly owned

    # Putting right, repeating, contradicting: of all facts on stakes.
    corrected_source: float = _share(0.005)
    corrected_recording: float = _share(0.005)
    retracted: float = _share(0.003)
    confirmed: float = _share(0.05)
    duplicates: float = _share(0.002)
    rivals: float = _share(0.005)  # another level told of the same day

    # Publication and recording, in days where no share.
    publication_lag: float = 10.0
    vague_publication: float = _share(0.03)
    retold: float = _share(0.02)  # public before its document was
    recording_lag: float = 2.0
    backdated: float = _share(0.05)
    backdated_lag: float = 400.0
    publishers: int = _number(50)
    rumoured: float = _share(0.02)  # of levels seen again and of deals announced
    official: float = _share(0.2)

    @pairs.default
    def _pairs(self) -> int:
        return max(1, self.events // _EVENTS_PER_PAIR)

    @companies.default
    def _companies(self) -> int:
        return max(1, self.pairs // _PAIRS_PER_PARTY)

    @holders.default
    def _holders(self) -> int:
        return max(2, self.pairs // _PAIRS_PER_PARTY)

    def __attrs_post_init__(self) -> None:
        """Refuse what no market can be."""
        if self.last <= self.first:
            raise MarketImpossible("the last day is not after the first")
        if len(self.weekdays) != 7 or abs(sum(self.weekdays) - 1) > 0.01:
            raise MarketImpossible("weekdays are seven shares that add up to 1")
        for names in _ALTERNATIVES:
            if sum(getattr(self, name) for name in names) > 1:
                raise MarketImpossible(f"{' and '.join(names)} are together more than 1")

    @property
    def following(self) -> float:
        """How many further rows a fact on a stake brings, on average."""
        return (
            self.corrected_source + self.corrected_recording + 2 * self.retracted
            + self.confirmed + self.duplicates + self.rivals
        )  # fmt: skip

    @property
    def events_per_pair(self) -> float:
        """How often a pair is told of, so that all rows come to a little over `events`.

        The little is cut off at the end: what was recorded last is left out.
        """
        of_companies = min(self.companies, self.pairs) * (self.founded + 2.5 * self.acquired)
        a_stake = 1 + self.following + self.issues / 2
        stakes = 1.04 * max(0.0, self.events - 0.7 * of_companies) / a_stake + 20
        return max(1.0, stakes / self.pairs)


_ALTERNATIVES = (
    ("vague_year", "vague_month", "vague_quarter", "vague_range", "undated"),
    ("with_before", "by_alone"),
    ("undisclosed", "banded"),
    ("completed", "terminated"),
    ("corrected_source", "corrected_recording", "retracted", "confirmed", "duplicates", "rivals"),
    ("rumoured", "official"),
)
