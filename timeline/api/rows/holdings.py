"""Rows of what is held: stakes, control, and how a holding went on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from attrs import frozen

from timeline.api.rows.table import Row, Rows
from timeline.dates import Certainty, When
from timeline.errors import Problem
from timeline.facts.fact import Standing

__all__ = ["Control", "Crossing", "Level", "Ownership", "Point", "Stake", "StakePath"]


@frozen(kw_only=True, repr=False)
class StakePath(Row):
    """One way by which a stake comes to a holder: through whom, and how much."""

    through: tuple[str, ...]
    low: Decimal
    high: Decimal | None = None
    facts: tuple[str, ...]


@frozen(kw_only=True, repr=False)
class Stake(Row):
    """What a holder holds of a company, at least `low` and at most `high`.

    In percent, or in shares, as `unit` says. `high` is None where nothing bounds
    it, `since` where the level is older than what is known. `basis` names the
    rule that gave the level, `facts` those behind it.
    """

    holder: str
    company: str
    low: Decimal
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False
    fraction: Fraction | None = None
    unit: Literal["percent", "shares"] = "percent"
    interest: str = "shares"
    class_: str | None = None
    since: When | None = None
    last_asserted: When | None = None
    certainty: Certainty
    exists: Literal["definite", "possible", "none"]
    basis: str
    disputed: bool = False
    standing: Standing
    public: When
    paths: tuple[StakePath, ...] = ()
    holders: tuple[str, ...]
    facts: tuple[str, ...]


@frozen(kw_only=True, repr=False)
class Control(Row):
    """Who controls a company."""

    holder: str
    company: str
    certainty: Certainty
    facts: tuple[str, ...]


@frozen(kw_only=True, repr=False)
class Ownership(Row):
    """Who held what: stakes and controls, by company, then holder.

    `problems` are the circles of holdings that have no solution.
    """

    stakes: Rows[Stake]
    controls: Rows[Control]
    problems: Rows[Problem]


@frozen(kw_only=True, repr=False)
class Level(Row):
    """How a holding stood on one side of a threshold, in percent."""

    low: Decimal
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False
    fraction: Fraction | None = None
    certainty: Certainty
    basis: str


@frozen(kw_only=True, repr=False)
class Point(Row):
    """How a holding stood at the end of a day; where nothing is `told`, it has no level."""

    on: date
    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool | None = None
    high_open: bool | None = None
    fraction: Fraction | None = None
    certainty: Certainty | None = None
    told: bool = True
    basis: str | None = None
    disputed: bool | None = None
    holders: tuple[str, ...]
    company: str
    interest: str = "shares"
    class_: str | None = None
    unit: Literal["percent", "shares"] = "percent"
    facts: tuple[str, ...] = ()


@frozen(kw_only=True, repr=False)
class Crossing(Row):
    """A holding crossed a threshold, `at` so many percent, on some day between two."""

    holder: str
    company: str
    interest: str = "shares"
    class_: str | None = None
    at: Decimal
    direction: Literal["up", "down"]
    occurred: When
    earliest: date | None = None
    latest: date | None = None
    certainty: Certainty
    before: Level
    after: Level
    holders: tuple[str, ...]
    facts: tuple[str, ...]
