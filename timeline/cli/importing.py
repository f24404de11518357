"""The command that takes in files of other formats: import."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from timeline.cli.bar import bar
from timeline.cli.options import BEHIND, as_json, log_at, log_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from timeline.api.importing import ImportOutcome
    from timeline.shares import Share
    from timeline.store.log import Log

__all__ = ["import_"]


class _Threshold(click.ParamType["Share"]):
    """A share under which nothing need be disclosed, written as 25%."""

    name = "share"

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click's signature
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Share:
        """Return every share under the one given."""
        from timeline.errors import TimelineError
        from timeline.shares import NONE, Share

        if isinstance(value, Share):
            return value
        try:
            told = Share.parse(value)
        except TimelineError as fault:
            self.fail(f"{fault.message}; {fault.hint}", param, ctx)
        if not told.exact or told.is_none:
            self.fail(f"“{value}” is no threshold; write it as 25%", param, ctx)
        return Share(NONE.low, told.high, high_open=True)


@click.command("import")
@click.argument("form", type=click.Choice(["bods", "facts", "log", "prices"]), metavar="FORMAT")
@click.argument("files", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE…",
                nargs=-1, required=True)  # fmt: skip
@click.option("--threshold", type=_Threshold(), metavar="SHARE",
              help="bods: under this share nothing need be disclosed, like 25%.")  # fmt: skip
@click.option("--line", metavar="LINE", help="prices: the trading line, like 9988.HK or BABA.")
@click.option("--company", metavar="ENTITY",
              help="prices: whose it is (default: who has the line as identifier).")  # fmt: skip
@click.option("--currency", metavar="CODE",
              help="prices: what it trades in (default: by the line's ending).")  # fmt: skip
@click.option("--models-later", is_flag=True,
              help="facts, log: leave the read models to “rebuild”: they take long.")  # fmt: skip
@log_option
@as_json
def import_(
    form: str, files: tuple[Path, ...], threshold: Share | None, line: str | None,
    company: str | None, currency: str | None, log_path: Path | None, *, models_later: bool,
    json_: bool,
) -> int:  # fmt: skip
    """Take in FILE, all of it as one commit, or nothing; once more changes nothing.

    FORMAT is `facts` (facts, documents and entities as Parquet, CSV or NDJSON, in
    several files together), `bods` (beneficial ownership data, version 0.4), `prices`
    (daily prices of one trading line as CSV, with a header), or `log` (what `timeline
    export` wrote, restored into an empty log).
    """
    from timeline.api.importing import import_bods

    priced = {"--line": line, "--company": company, "--currency": currency}
    _only(form, {"bods": {"--threshold": threshold}, "prices": priced})
    if models_later and form not in {"facts", "log"}:
        raise click.UsageError("--models-later is for facts and log")
    log = log_at(log_path)
    if form == "facts":
        from timeline.cli.bulk import imported

        return imported(files, log, models=not models_later, json_=json_)
    file, *others = files
    if others:
        raise click.UsageError(f"{form} is one file")
    if form == "log":
        _restored(file, log, models=not models_later, json_=json_)
        return 0
    if form == "bods":
        outcome = import_bods(file, log, threshold=threshold)
    else:
        outcome = _priced(file, log, line, company, currency)
    _complain(outcome, every=not json_)
    if json_:
        _printed(outcome)
    elif not outcome.refused:
        _told(outcome, "day" if form == "prices" else "statement")
    return 2 if outcome.refused else 0


def _only(form: str, options: Mapping[str, Mapping[str, object]]) -> None:
    """Refuse an option that is for another format."""
    for other, several in options.items():
        for name, value in several.items():
            if value is not None and other != form:
                raise click.UsageError(f"{name} is for {other}")


def _priced(
    file: Path, log: Log, line: str | None, company: str | None, currency: str | None
) -> ImportOutcome:
    from timeline.api.pricing import import_prices

    if not line or not line.strip():
        raise click.UsageError("name the trading line: --line BABA")
    return import_prices(file, log, line, company=company, currency=currency)


def _restored(file: Path, log: Log, *, models: bool, json_: bool) -> None:
    """Restore a log, and say what that came to."""
    from timeline.api.importing import import_log
    from timeline.show.words import plural

    with bar() as watch:
        head = import_log(file, log, workers=os.cpu_count() or 1, models=models, watch=watch)
    if not json_:
        held = f"{plural(head.number, 'commit')}, head {head.head}" if head else "no commit at all"
        click.echo(f"restored {held}")
        if not log.modelled():
            click.echo(BEHIND)
        return
    from timeline.show import data

    told = {"commit": head.number if head else None, "head": head.head if head else None}
    click.echo(data.dumps(told))


def _printed(outcome: ImportOutcome) -> None:
    from timeline.show import data

    document = {
        "commit": outcome.commit.number if outcome.commit else None,
        "head": outcome.head,
        "recorded": outcome.recorded,
        "unchanged": outcome.unchanged,
        "put_right": outcome.put_right,
        "skipped": [{"statement": each.statement, "why": each.why} for each in outcome.skipped],
        "problems": [data.problem(each) for each in outcome.problems],
    }
    click.echo(data.dumps(document))


def _complain(outcome: ImportOutcome, *, every: bool) -> None:
    """Write the problems, and that nothing was recorded where one of them is an error."""
    from timeline.show.problems import lines
    from timeline.show.words import plural

    if outcome.refused or every:
        for problem in outcome.problems:
            click.echo("\n".join(lines(problem)), err=True)
    if outcome.refused:
        errors = sum(each.severity == "error" for each in outcome.problems)
        click.echo(f"nothing recorded: {plural(errors, 'error')} to mend first", err=True)


def _told(outcome: ImportOutcome, of: str) -> None:
    """Say what was left out and why, and the sum of what was recorded."""
    from timeline.show.words import safe

    for each in outcome.skipped:
        click.echo(f"left out: {of} {safe(each.statement)}: {safe(each.why)}")
    if outcome.commit is None:
        click.echo(f"nothing new: {outcome.unchanged} recorded already")
        return
    righted = f", {outcome.put_right} to put right what a part had told" * bool(outcome.put_right)
    click.echo(
        f"recorded {outcome.recorded} as commit #{outcome.commit.number}{righted};"
        f" {outcome.unchanged} unchanged, {len(outcome.skipped)} left out\n"
        f"head {outcome.head}"
    )
