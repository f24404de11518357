"""The commands that answer: show, own, strategy, deals, why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from timeline.cli.options import (
    Day,
    answered,
    as_json,
    asked,
    clocks,
    documents,
    documents_at,
    drawn,
    log_option,
    printed,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from timeline.api.answers import LookThroughKind

__all__ = ["deals_", "own_", "show_", "strategy_", "why_"]


@click.command("show")
@click.option(
    "--from", "first", type=Day(), metavar="DAY", help="Only what may be of then or later."
)
@click.option(
    "--to", "last", type=Day(), metavar="DAY", help="Only what may be of then or earlier."
)
@click.option("--about", multiple=True, metavar="ENTITY", help="Only what names this one.")
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Only facts of this type.")
@clocks
@log_option
@as_json
def show_(
    first: date | None, last: date | None, about: Sequence[str], types: Sequence[str],
    on: date | None, known: date | None, recorded: str | None, today: date | None,
    log_path: Path | None, *, json_: bool,
) -> int:  # fmt: skip
    """Draw the timeline: every fact, or those within days, about entities, of types."""
    from timeline.api import wants

    if json_ and not about and (first or last):
        with whole(log_path, recorded) as market:
            if market is not None:
                question = market.question(on or today, known)
                told_ = market.show(question, first, last, types)
                printed(market.resolved(question), {"events": told_})
                return 0
    want = wants.told(first, last, about, types)
    answers = asked(log_path, on, known, recorded, today, want=want)
    told = answers.show(first=first, last=last, about=about, types=types)
    if json_:
        from timeline.api import written

        answered(answers, written.events(told, answers))
        return 0
    from timeline.show.names import Names
    from timeline.show.timeline import timeline

    drawn(timeline(told, Names(answers.entities)))
    return 0


@click.command("own")
@click.option("--holder", metavar="ENTITY", help="What this one holds.")
@click.option("--company", metavar="ENTITY", help="Who holds this one.")
@click.option("--look-through", type=click.Choice(["economic", "group"]),
              help="What comes to the holder by chains of holdings; or what it and those that"
                   " it controls hold together.")  # fmt: skip
@click.option("--zeros", is_flag=True, help="List what is known to be nothing too.")
@clocks
@log_option
@as_json
def own_(
    holder: str | None, company: str | None, look_through: LookThroughKind | None,
    on: date | None, known: date | None, recorded: str | None, today: date | None,
    log_path: Path | None, *, zeros: bool, json_: bool,
) -> int:  # fmt: skip
    """Say who held what, on a day, as the public knew it by a day, as recorded by then."""
    from timeline.api import wants
    from timeline.views.ownership import TYPES

    if json_ and not (holder or company or look_through):
        with whole(log_path, recorded) as market:
            if market is not None:
                question = market.question(on or today, known)
                resolved = market.resolved(question)
                printed(resolved, {**resolved, **market.own(question, zeros=zeros)})
                return 0
    want = wants.owned(holder, company, through=look_through is not None)
    answers = asked(log_path, on, known, recorded, today, TYPES, want=want)
    owned = answers.own(holder=holder, company=company, look_through=look_through, zeros=zeros)
    if json_:
        from timeline.api import written

        answered(answers, written.own(owned, answers))
        return 0
    from timeline.show import holdings
    from timeline.show.names import Names

    names = Names(answers.entities)
    question = answers.question
    if look_through == "group":
        drawn(holdings.group(owned.group, owned.controls, names, question))
    elif look_through == "economic":
        drawn(holdings.economic(owned.economic, owned.problems, names, question))
    else:
        drawn(holdings.stakes(owned.held, owned.controls, names, question))
    return 0


@click.command("strategy")
@click.argument("companies", nargs=-1, metavar="[COMPANY]…")
@clocks
@log_option
@as_json
def strategy_(
    companies: tuple[str, ...], on: date | None, known: date | None, recorded: str | None,
    today: date | None, log_path: Path | None, *, json_: bool,
) -> int:  # fmt: skip
    """Say what a company was set on: themes, commitments, programmes, holdings."""
    from timeline.api import wants

    answers = asked(log_path, on, known, recorded, today, want=wants.below(*companies))
    found = answers.strategy(companies)
    if json_:
        from timeline.api import written

        answered(answers, written.strategies(found, answers))
        return 0
    from timeline.show.names import Names
    from timeline.show.strategies import strategies

    drawn(strategies(found, Names(answers.entities), answers.question))
    return 0


@click.command("deals")
@click.option("--about", metavar="ENTITY", help="Only deals that this one is a party to.")
@clocks
@log_option
@as_json
def deals_(
    about: str | None, on: date | None, known: date | None, recorded: str | None,
    today: date | None, log_path: Path | None, *, json_: bool,
) -> int:  # fmt: skip
    """Say which deals there were by a day, and the state that each had reached."""
    from timeline.api import wants

    answers = asked(log_path, on, known, recorded, today, want=wants.deals(about))
    found = answers.deals(about)
    if json_:
        from timeline.api import written

        answered(answers, written.deals(found, answers))
        return 0
    from timeline.show import deals
    from timeline.show.names import Names

    drawn(deals.deals(found, Names(answers.entities), answers.question))
    return 0


@click.command("why")
@click.argument("about", nargs=-1, required=True, metavar="FACT | FILE:LINE | HOLDER COMPANY")
@documents
@clocks
@log_option
@as_json
def why_(
    about: tuple[str, ...], documents_path: Path | None, on: date | None, known: date | None,
    recorded: str | None, today: date | None, log_path: Path | None, *, json_: bool,
) -> int:  # fmt: skip
    """Say why an answer is what it is: each fact behind it, each quote in its sentence.

    Name a fact by its id, or by the FILE:LINE that it was recorded from; or
    name a holder and a company.
    """
    from timeline.api import wants
    from timeline.api.evidence import Evidence
    from timeline.show import why
    from timeline.show.names import Names

    if len(about) > 2:  # noqa: PLR2004 - a holder and a company
        raise click.UsageError("name one fact, or a holder and a company")
    want = wants.fact(about[0]) if len(about) == 1 else wants.held(*about)
    answers = asked(log_path, on, known, recorded, today, want=want)
    found = answers.why_fact(about[0]) if len(about) == 1 else answers.why_held(*about)
    evidence = Evidence(answers.knowledge, documents_at(documents_path))
    names = Names(answers.entities)
    if json_:
        answered(answers, why.written(found, evidence.quotes, names, answers.question))
        return 0
    drawn(why.drawn(found, evidence.quotes, names, answers.question))
    return 0
