"""The commands that answer about the course of things: series, thresholds, lag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from timeline.cli.options import (
    Day,
    answered,
    as_json,
    asked,
    clocks,
    drawn,
    log_option,
    printed,
    whole,
)

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction
    from pathlib import Path

    from timeline.views.series import Every

__all__ = ["lag_", "series_", "thresholds_"]


class _Thresholds(click.ParamType["tuple[Fraction, ...]"]):
    """Shares of a company, written as 5%,10%."""

    name = "shares"

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click's signature
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[Fraction, ...]:
        """Read exact shares between commas."""
        from timeline.api.typed import shares
        from timeline.errors import TimelineError

        try:
            return value if isinstance(value, tuple) else shares(value)
        except TimelineError as fault:
            self.fail(f"{fault.message}; {fault.hint}", param, ctx)


@click.command("series")
@click.argument("of", type=click.Choice(["own"]), metavar="own")
@click.option("--holder", required=True, metavar="ENTITY", help="What this one holds.")
@click.option("--company", required=True, metavar="ENTITY", help="Of which company.")
@click.option("--every", type=click.Choice(["week", "month", "quarter", "year", "change"]),
              default="change", show_default=True,
              help="A point at the end of each, or where the answer changes.")  # fmt: skip
@click.option("--from", "first", type=Day(), metavar="DAY",
              help="Begin with this day (default: the first that is told of).")  # fmt: skip
@clocks
@log_option
@as_json
def series_(
    of: str, holder: str, company: str, every: Every, first: date | None, on: date | None,
    known: date | None, recorded: str | None, today: date | None, log_path: Path | None, *,
    json_: bool,
) -> int:  # fmt: skip
    """Say how what a holder held of a company went on, up to a day (--on).

    The first point is how it stood on the eve of the first day; then each change, or
    the end of each period and the last day. A day of which nothing is told has a point
    that says so.
    """
    from timeline.api.courses import own_series
    from timeline.api.wants import stakes
    from timeline.show import series
    from timeline.show.names import Names
    from timeline.views.ownership import TYPES

    _ = of
    answers = asked(log_path, on, known, recorded, today, TYPES, want=stakes(holder, company))
    found = own_series(answers, holder, company, every, first)
    if json_:
        answered(answers, series.series_json(found))
        return 0
    drawn(series.series(found, Names(answers.entities), answers.question))
    return 0


@click.command("thresholds")
@click.option("--holder", metavar="ENTITY", help="Only what this one holds.")
@click.option("--company", metavar="ENTITY", help="Only what is held of this one.")
@click.option("--at", type=_Thresholds(), metavar="SHARES",
              help="Which thresholds (default: 5%,10%,20%,25%,30%,50%,75%).")  # fmt: skip
@click.option("--from", "first", type=Day(), metavar="DAY",
              help="Only what may have been on this day or later.")  # fmt: skip
@clocks
@log_option
@as_json
def thresholds_(
    holder: str | None, company: str | None, at: tuple[Fraction, ...] | None, first: date | None,
    on: date | None, known: date | None, recorded: str | None, today: date | None,
    log_path: Path | None, *, json_: bool,
) -> int:  # fmt: skip
    """Say which thresholds a holding crossed, up or down, and between which days.

    Where bounds straddle a threshold it was possibly crossed.
    """
    from timeline.api.courses import crossed
    from timeline.api.wants import stakes
    from timeline.show import thresholds
    from timeline.show.names import Names
    from timeline.views.ownership import TYPES
    from timeline.views.thresholds import USUAL

    if holder is None and company is None:
        with whole(log_path, recorded) as market:
            if market is not None:
                question = market.question(on or today, known)
                found = market.crossed(question, at or USUAL, first)
                if json_:
                    printed(market.resolved(question), thresholds.thresholds_json(found))
                    return 0
                named = {name for key, _ in found for name in (*key.holders, key.company)}
                drawn(thresholds.thresholds(found, market.names(question, named), question))
                return 0
    answers = asked(log_path, on, known, recorded, today, TYPES, want=stakes(holder, company))
    found = crossed(answers, holder=holder, company=company, at=at or USUAL, first=first)
    if json_:
        answered(answers, thresholds.thresholds_json(found))
        return 0
    drawn(thresholds.thresholds(found, Names(answers.entities), answers.question))
    return 0


@click.command("lag")
@clocks
@log_option
@as_json
def lag_(
    on: date | None, known: date | None, recorded: str | None, today: date | None,
    log_path: Path | None, *, json_: bool,
) -> int:  # fmt: skip
    """Say how long news took: from happening to publication, and on to this log."""
    from timeline.api.courses import lags
    from timeline.show import lag

    with whole(log_path, recorded) as market:
        if market is not None:
            question = market.question(on or today, known)
            told = market.lag(question)
            if told and json_:
                printed(market.resolved(question), lag.lag_json(*told))
                return 0
            if told:
                documents, publishers = map(list, told)
                drawn(lag.lag(documents, publishers, question))
                return 0
    answers = asked(log_path, on, known, recorded, today)
    found = lags(answers)
    if json_:
        answered(answers, lag.lag_json(found.documents, found.publishers))
        return 0
    drawn(lag.lag(found.documents, found.publishers, answers.question))
    return 0
