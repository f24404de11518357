"""Rows of what differs: two states of all answers, and each change between them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from attrs import frozen

from timeline.api.rows.happenings import Event
from timeline.api.rows.holdings import Control, Stake
from timeline.api.rows.log import Resolved
from timeline.api.rows.strategies import Deal, Party, Programme
from timeline.api.rows.table import Fields, Row, Rows
from timeline.dates import Certainty, When

__all__ = [
    "ControlChange", "ControlThen", "DealChange", "DealThen", "Diff", "ProgrammeChange",
    "ProgrammeThen", "StakeChange", "StakeThen", "State", "Window",
]  # fmt: skip


@frozen(kw_only=True, repr=False)
class StakeThen(Row):
    """A stake before or after a change, as in `Stake`."""

    low: Decimal
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False
    fraction: Fraction | None = None
    unit: Literal["percent", "shares"] = "percent"
    certainty: Certainty
    exists: Literal["definite", "possible", "none"]
    basis: str
    disputed: bool = False
    facts: tuple[str, ...]


@frozen(kw_only=True, repr=False)
class StakeChange(Row):
    """A stake that differs; where nothing is told, `before` or `after` is None."""

    holder: str
    company: str
    interest: str = "shares"
    class_: str | None = None
    unit: Literal["percent", "shares"] = "percent"
    before: StakeThen | None = None
    after: StakeThen | None = None
    holders: tuple[str, ...]
    facts: tuple[str, ...]


@frozen(kw_only=True, repr=False)
class ControlThen(Row):
    """Control before or after a change."""

    certainty: Certainty
    facts: tuple[str, ...]


@frozen(kw_only=True, repr=False)
class ControlChange(Row):
    """Control of a company that differs."""

    holder: str
    company: str
    before: ControlThen | None = None
    after: ControlThen | None = None
    facts: tuple[str, ...]


@frozen(kw_only=True, repr=False)
class ProgrammeThen(Row):
    """The stage of a programme before or after a change."""

    stage: str
    possibly: tuple[str, ...] = ()
    certainty: Certainty
    facts: tuple[str, ...]


@frozen(kw_only=True, repr=False)
class ProgrammeChange(Row):
    """A programme that differs."""

    programme: str
    before: ProgrammeThen | None = None
    after: ProgrammeThen | None = None
    facts: tuple[str, ...]


@frozen(kw_only=True, repr=False)
class DealThen(Row):
    """A deal before or after a change, as in `Deal`."""

    kind: str | None = None
    parties: tuple[Party, ...]
    state: str
    possibly: tuple[str, ...] = ()
    certainty: Certainty
    since: When
    terms: Fields
    terms_possibly: Fields
    facts: tuple[str, ...]


@frozen(kw_only=True, repr=False)
class DealChange(Row):
    """A deal that differs."""

    deal: str
    before: DealThen | None = None
    after: DealThen | None = None
    facts: tuple[str, ...]


@frozen(kw_only=True, repr=False)
class State(Row):
    """All that was so at the end of a day."""

    on: date
    stakes: Rows[Stake]
    controls: Rows[Control]
    programmes: Rows[Programme]
    deals: Rows[Deal]


@frozen(kw_only=True, repr=False)
class Window(Row):
    """Both complete states, what happened between, and what differs."""

    from_: date
    to: date
    opening: State
    events: Rows[Event]
    closing: State
    changes: Rows[StakeChange]
    controls: Rows[ControlChange]
    programmes: Rows[ProgrammeChange]
    deals: Rows[DealChange]


@frozen(kw_only=True, repr=False)
class Diff(Row):
    """What differs between two states; `compared` are the clocks of both."""

    clock: Literal["occurred", "known", "recorded"]
    compared: tuple[Resolved, ...]
    changes: Rows[StakeChange]
    controls: Rows[ControlChange]
    programmes: Rows[ProgrammeChange]
    deals: Rows[DealChange]
