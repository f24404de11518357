"""The commands that put right what was recorded: correct, retract."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from timeline.cli.options import as_json, documents, documents_at, log_at, log_option

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from timeline.api.correcting import Grounds, Righting

__all__ = ["correct_", "retract_"]

F = TypeVar("F", bound="Callable[..., Any]")


def _grounds(command: F) -> F:
    """Add why, who erred, and the source that says so."""
    for option in (
        click.option("--dry-run", is_flag=True,
                     help="Say what would change; write and record nothing."),
        click.option("--quote", "quotes", multiple=True, metavar="TEXT",
                     help="Its words; several of one document, or one of each."),
        click.option("--document", "cited", multiple=True, metavar="ID",
                     help="The document that says so."),
        click.option("--because", type=click.Choice(["recording", "source"]), default="source",
                     show_default=True, help="Who erred: we in recording, or the source."),
        click.option("--reason", required=True, metavar="TEXT", help="Say what was wrong."),
    ):  # fmt: skip
        command = option(command)
    return command


@click.command("correct")
@click.argument("fact")
@click.argument("fields", nargs=-1, metavar="FIELD=VALUE…")
@_grounds
@documents
@log_option
@as_json
def correct_(
    fact: str, fields: tuple[str, ...], reason: str, because: str, cited: tuple[str, ...],
    quotes: tuple[str, ...], documents_path: Path | None, log_path: Path | None, *,
    dry_run: bool, json_: bool,
) -> int:  # fmt: skip
    """Replace a fact by one that differs in these fields, and say which answers change.

    Appends the fact that replaces to events/corrections.toml, as a person would
    write it, and records it; where that is refused, the file stays as it was.
    FIELD= leaves a field out. An error of the source is put right from the day
    that its correction was public, one of ours at once.
    """
    from timeline.api.correcting import Desk

    pairs = [each.partition("=") for each in fields]
    for name, equals, _ in pairs:
        if not (name and equals):
            raise click.UsageError(f"“{name}” is no FIELD=VALUE")
    changed = {name.strip(): value.strip() for name, _, value in pairs}
    grounds = _read(reason, because, cited, quotes)
    texts, log = documents_at(documents_path), log_at(log_path)
    return _done(
        lambda: Desk(Path(), texts, log).correct(fact, changed, grounds, dry_run=dry_run),
        json_=json_,
    )  # fmt: skip


@click.command("retract")
@click.argument("facts", nargs=-1, required=True, metavar="FACT|#COMMIT…")
@_grounds
@documents
@log_option
@as_json
def retract_(
    facts: tuple[str, ...], reason: str, because: str, cited: tuple[str, ...],
    quotes: tuple[str, ...], documents_path: Path | None, log_path: Path | None, *,
    dry_run: bool, json_: bool,
) -> int:  # fmt: skip
    """Take facts back, and say which answers change; '#12' is each fact of commit 12.

    Appends the retraction to events/corrections.toml, as a person would write
    it, and records it; where that is refused, the file stays as it was. To
    take back a correction restores what it replaced; a retraction can be taken
    back too, by its id.
    """
    from timeline.api.correcting import Desk

    grounds = _read(reason, because, cited, quotes)
    texts, log = documents_at(documents_path), log_at(log_path)
    return _done(
        lambda: Desk(Path(), texts, log).retract(facts, grounds, dry_run=dry_run),
        json_=json_,
    )  # fmt: skip


def _read(reason: str, because: str, cited: Sequence[str], quotes: Sequence[str]) -> Grounds:
    """Put each quote with its document: the only one, or the one in the same place."""
    from timeline.api.correcting import Grounds
    from timeline.facts.fact import Citation, DocumentRef

    if len(cited) == 1:
        pairs = [(cited[0], each) for each in quotes or ("",)]
    elif len(cited) == len(quotes):
        pairs = list(zip(cited, quotes, strict=True))
    else:
        raise click.UsageError("name one --document for all quotes, or one for each --quote")
    return Grounds(
        reason=reason, because="recording" if because == "recording" else "source",
        citations=tuple(Citation(document=DocumentRef(name), quote=text) for name, text in pairs),
    )  # fmt: skip


def _done(put_right: Callable[[], Righting], *, json_: bool) -> int:
    """Put right, and print what came of it."""
    from timeline.api.correcting import Refused

    try:
        righting = put_right()
    except Refused as fault:
        _report(fault.problems)
        raise
    if json_:
        _json(righting)
        return 0
    _report(righting.outcome.problems)
    _told(righting)
    return 0


def _json(righting: Righting) -> None:
    from timeline.show import data
    from timeline.show.changes import written

    commit = righting.outcome.commit
    click.echo(
        data.dumps(
            {
                "event": righting.event,
                "commit": commit.number if commit else None,
                "changes": written(righting.changes),
            }
        )
    )


def _told(righting: Righting) -> None:
    from timeline.api.correcting import CORRECTIONS
    from timeline.show.changes import drawn
    from timeline.show.names import Names
    from timeline.show.screen import console
    from timeline.show.words import safe

    commit = righting.outcome.commit
    if commit is None:
        click.echo(f"would append to {CORRECTIONS}:\n\n{righting.text.rstrip()}")
    else:
        recorded = righting.outcome.recorded
        click.echo(f"recorded {recorded} as commit #{commit.number}; written to {CORRECTIONS}")
        click.echo(f"{safe(righting.event)}\nhead {commit.head}")
    console().print(drawn(righting.changes, Names(righting.entities)))


def _report(problems: Sequence[Any]) -> None:
    from timeline.show.problems import lines

    for each in problems:
        click.echo("\n".join(lines(each)), err=True)
