"""The commands that keep a log: log, verify, rebuild, export."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline.cli.bar import bar
from timeline.cli.options import as_json, asked, clocks, in_utf8, log_at, log_option

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from timeline.facts.entry import Commit
    from timeline.store.log import Log

__all__ = ["export_", "log_", "rebuild_", "verify_"]


@click.command("log")
@log_option
@as_json
def log_(log_path: Path | None, *, json_: bool) -> int:
    """List what was recorded, commit by commit."""
    from timeline.clock import stamp
    from timeline.show.words import plural, safe

    commits = log_at(log_path).commits()
    if json_:
        from timeline.show import data

        click.echo(data.dumps({"commits": data.commits(commits)}))
        return 0
    for each in commits:
        told = f"  {safe(each.message)}" if each.message else ""
        events = plural(each.events, "event")
        click.echo(f"#{each.number}  {stamp(each.at)}  {events}  {each.head[:12]}{told}")
    return 0


@click.command("verify")
@click.option(
    "--heads",
    "heads_path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The heads to compare with (default: heads.txt in the ledger).",
)
@click.option("--quick", is_flag=True, help="Do not derive the read models again.")
@log_option
@as_json
def verify_(
    heads_path: Path | None, log_path: Path | None, *, quick: bool, json_: bool
) -> int:  # fmt: skip
    """Prove that what was recorded is as it was: digests, chain, triggers, heads.

    Then derive the read models again, which answer SQL, and compare.
    """
    from timeline.api.keeping import proved
    from timeline.show.words import safe

    with bar() as watch:
        proof = proved(
            log_at(log_path), Path(), heads_path, quick=quick, workers=os.cpu_count() or 1,
            watch=watch,
        )  # fmt: skip
    if json_:
        from timeline.api import written
        from timeline.show import data

        click.echo(data.dumps(written.proof(proof)))
        return int(bool(proof.faults))
    for each in proof.faults:
        click.echo(f"{each.kind}: {safe(each.where)}: {safe(each.message)}", err=True)
    if not proof.faults:
        seen = proof.compared or proof.head is None
        unseen = "" if seen else "; no heads.txt, so a cut end would not be seen"
        click.echo(f"all is well: {_held(proof.head)}{unseen}")
    return int(bool(proof.faults))


@click.command("rebuild")
@log_option
@as_json
def rebuild_(log_path: Path | None, *, json_: bool) -> int:
    """Make the read models anew, which answer SQL, and print their digest.

    They follow each commit by themselves; what is recorded is not touched. The digest is the
    same wherever the same events are, however the read models came to be.
    """
    from timeline.api.appending import rebuild

    with bar() as watch:
        digest = rebuild(log_at(log_path), workers=os.cpu_count() or 1, watch=watch)
    if json_:
        from timeline.show import data

        click.echo(data.dumps({"digest": digest}))
    else:
        click.echo(f"made anew: digest {digest}")
    return 0


def _held(head: Commit | None) -> str:
    """Say how much a log holds, and its head."""
    from timeline.show.words import plural

    return f"{plural(head.number, 'commit')}, head {head.head}" if head else "no commit at all"


@click.command("export")
@click.argument("what", type=click.Choice(["log", "svg", "html", "markdown"]), default="log")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Where to write it (default: standard output).")  # fmt: skip
@click.option("--width", type=click.IntRange(60, 400), default=100, show_default=True,
              help="How many columns a picture has.")  # fmt: skip
@click.option("--log", "log_path", is_flag=False, flag_value="", default=None, metavar="[FILE]",
              help="The log (default: deals.duckdb in the ledger).")  # fmt: skip
@clocks
def export_(
    what: str, output: Path | None, width: int, log_path: str | None,
    on: date | None, known: date | None, recorded: str | None, today: date | None,
) -> int:  # fmt: skip
    """Write the log as JSON lines that restore it anywhere; or the timeline as a picture.

    What `export` writes, `import log` restores with the same digests and heads.
    """
    path = Path(log_path) if log_path else None
    if what == "log":
        if on or known or today:
            raise click.UsageError("--on, --known and --today are for pictures")
        _exported(log_at(path), recorded, output)
        return 0
    from timeline.show.names import Names
    from timeline.show.picture import html, markdown, svg
    from timeline.show.timeline import timeline

    answers = asked(path, on, known, recorded, today)
    told, names = answers.show(), Names(answers.entities)
    if what == "markdown":
        _written([markdown(told, names)], output)
        return 0
    draw = svg if what == "svg" else html
    _written([draw(timeline(told, names), width=width, title="timeline")], output)
    return 0


def _exported(log: Log, recorded: str | None, output: Path | None) -> None:
    """Write a log up to a commit as JSON lines."""
    from timeline.api.answers import commit_by
    from timeline.formats.logfile import export_log

    with log.whole() as (commits, stored):
        last = commit_by(commits, recorded)
        several = commits[: last.number] if last is not None else []
        _written((f"{line}\n" for line in export_log(several, stored)), output)


def _written(parts: Iterable[str], output: Path | None) -> None:
    if output is None:
        in_utf8()
        for each in parts:
            click.echo(each, nl=False)
        return
    with output.open("w", encoding="utf-8") as file:
        file.writelines(parts)
