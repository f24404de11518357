"""The commands that answer about a window of days: window, diff, pace, around."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from timeline.cli.options import (
    Day,
    about_option,
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
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from timeline.api.answers import Answers, Clock
    from timeline.api.parts import Want

__all__ = ["around_", "diff_", "pace_", "window_"]


@click.command("window")
@click.argument("first", type=Day(), metavar="FROM")
@click.argument("last", type=Day(), metavar="TO")
@about_option
@clocks
@log_option
@as_json
def window_(
    first: date, last: date, about: Sequence[str], on: date | None, known: date | None,
    recorded: str | None, today: date | None, log_path: Path | None, *, json_: bool,
) -> int:  # fmt: skip
    """Say what was so before a window, what happened in it, and what differs after it.

    Both days are included. It opens at the end of the eve of FROM and closes at
    the end of TO; with --on nothing counts that happened after that day.
    """
    from timeline.api import wants
    from timeline.api.windows import between, closing
    from timeline.show import windows
    from timeline.show.names import Names

    if json_ and not about:
        with whole(log_path, recorded) as market:
            if market is not None:
                question = market.question(on or last, known)
                until = closing(first, last, question.on)
                printed(market.resolved(question), market.window(question, first, until))
                return 0
    answers = asked(log_path, on or last, known, recorded, today, want=wants.window(about))
    found = between(answers, first, last, about)
    names = Names(answers.entities)
    if json_:
        answered(answers, windows.window_json(found, names))
        return 0
    drawn(*windows.window(found, names, answers.question))
    return 0


@click.command("diff")
@click.argument("before", metavar="DAY")
@click.argument("after", metavar="DAY")
@click.option("--clock", type=click.Choice(["occurred", "known", "recorded"]), default="occurred",
              show_default=True,
              help="Compare two days; or what was known, or recorded, by two days.")  # fmt: skip
@about_option
@clocks
@log_option
@as_json
def diff_(
    before: str, after: str, clock: Clock, about: Sequence[str], on: date | None,
    known: date | None, recorded: str | None, today: date | None, log_path: Path | None, *,
    json_: bool,
) -> int:  # fmt: skip
    """Say which answers differ between two days, on any of the three clocks.

    With --clock recorded a DAY may be a commit, as '#12'.
    """
    from timeline.api import wants, written
    from timeline.api.windows import differing, of_both
    from timeline.show import windows
    from timeline.show.names import Names

    if {"occurred": on, "known": known, "recorded": recorded}[clock] is not None:
        flag = {"occurred": "--on"}.get(clock, f"--{clock}")
        raise click.UsageError(f"both days are of that clock: leave out {flag}")
    if not about and (json_ or clock == "occurred"):
        with whole(log_path, recorded) as market:
            if market is not None and json_:
                days = [each if clock == "recorded" else _day(each) for each in (before, after)]
                found = market.diff(market.question(on or today, known), clock, days)
                printed(found["compared"][1], found)
                return 0
            if market is not None:
                two = [market.question(_day(each), known) for each in (before, after)]
                told = market.changes(*two)
                if told is not None:
                    drawn(windows.changed(*told, two))
                    return 0
    if clock == "occurred":
        first, last = _day(before), _day(after)
        want = wants.differing(first, last, known, about)
        then = asked(log_path, first, known, recorded, today, want=want)
        sides = [then, then.at(last)]
    else:

        def ask(side: str, want: Want | None) -> Answers:
            public = _day(side) if clock == "known" else known
            until = side if clock == "recorded" else recorded
            return asked(log_path, on, public, until, today, want=want)

        sides = of_both(ask, (before, after), about)
    changes = differing(sides[0], sides[1], about)
    if json_:
        answered(sides[1], written.differing(changes, sides, clock))
        return 0
    names = Names(sides[0].entities | sides[1].entities)
    drawn(windows.changed(changes, names, [each.question for each in sides]))
    return 0


@click.command("pace")
@click.option("--days", type=click.IntRange(1, 36525), required=True, metavar="N",
              help="How many days a window has.")  # fmt: skip
@click.option("--holder", metavar="ENTITY",
              help="Only what this one did, itself or by those that it controlled.")  # fmt: skip
@click.option("--company", metavar="ENTITY", help="Only what is about this one.")
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Only facts of this type.")
@click.option("--segment", metavar="SEGMENT", help="Only what is about companies in this segment.")
@click.option("--most", type=click.IntRange(1), default=20, show_default=True, metavar="N",
              help="List no more windows than that.")  # fmt: skip
@clocks
@log_option
@as_json
def pace_(
    days: int, holder: str | None, company: str | None, types: Sequence[str],
    segment: str | None, most: int, on: date | None, known: date | None, recorded: str | None,
    today: date | None, log_path: Path | None, *, json_: bool,
) -> int:  # fmt: skip
    """Say in which windows of N days most of it happened, the busiest first."""
    from timeline.api import wants
    from timeline.api.pacing import Only, bursts
    from timeline.show import pace
    from timeline.show.names import Names

    only = Only(holder=holder, company=company, types=types, segment=segment)
    if only.of_all:
        with whole(log_path, recorded) as market:
            if market is not None:
                question = market.question(on or today, known)
                busiest = market.pace(question, days, only, most)
                if json_:
                    printed(market.resolved(question), pace.pace_json(busiest, days))
                    return 0
                within = {name for each in busiest for name in (*each.definite, *each.possible)}
                facts, names = market.facts(question, within)
                drawn(pace.pace(busiest, facts, days, names, question))
                return 0
    answers = asked(log_path, on, known, recorded, today, want=wants.paced(only))
    found = bursts(answers, days, only, most=most)
    if json_:
        answered(answers, pace.pace_json(found.bursts, days))
        return 0
    names = Names(answers.entities)
    drawn(pace.pace(found.bursts, found.facts, days, names, answers.question))
    return 0


@click.command("around")
@click.argument("anchor", metavar="FACT|DAY")
@click.option("--before", type=click.IntRange(0, 36525), default=7, show_default=True, metavar="N",
              help="How many days before it.")  # fmt: skip
@click.option("--after", type=click.IntRange(0, 36525), default=7, show_default=True, metavar="N",
              help="How many days after it.")  # fmt: skip
@click.option("--about", multiple=True, metavar="ENTITY", help="Only what names this one.")
@clocks
@log_option
@as_json
def around_(
    anchor: str, before: int, after: int, about: Sequence[str], on: date | None,
    known: date | None, recorded: str | None, today: date | None, log_path: Path | None, *,
    json_: bool,
) -> int:  # fmt: skip
    """Say what happened around a fact or a day, and what prices did.

    Around a fact, prices are of the trading lines of those that it names. An
    event of a day on which the market was closed meets the first trading day
    after it.
    """
    from timeline.api import wants, windows
    from timeline.show import around
    from timeline.show.names import Names

    want = wants.around(anchor, before, after, about, known)
    answers = asked(log_path, on, known, recorded, today, want=want)
    found = windows.around(answers, anchor, before, after, about)
    names = Names(answers.entities)
    if json_:
        answered(answers, around.around_json(found, names))
        return 0
    drawn(around.around(found, names, answers.question))
    return 0


def _day(text: str) -> date:
    return Day().convert(text, None, None)
