"""The commands that read a ledger: check, record, quote, init, schema, demo."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline.cli.options import (
    BEHIND,
    as_json,
    documents,
    documents_at,
    log_at,
    log_option,
    paths_option,
)
from timeline.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.api.recording import Outcome
    from timeline.errors import Problem

__all__ = ["check_", "demo_", "init_", "quote_", "record_", "schema_"]


@click.command("check")
@paths_option
@documents
@click.option("--require-documents", is_flag=True, help="Ask for the text of every document.")
@click.option(
    "--strict", is_flag=True, help="Take every warning for an error, where it is printed too."
)
@log_option
@as_json
def check_(
    paths: tuple[Path, ...], documents_path: Path | None, log_path: Path | None, *,
    require_documents: bool, strict: bool, json_: bool,
) -> int:  # fmt: skip
    """Say what is wrong with a ledger, its folders or files; nothing where all is well.

    Every problem of every file in one run, each with its file and line. Compares
    with the log where there is one, and what is expected with what is answered. Exit
    code 1 where there is an error; with --strict where there is any problem, and
    “record --strict” says the same of it.
    """
    from timeline.api.recording import check

    given = paths or (Path(),)
    found = check(
        given, documents_at(documents_path), log_at(log_path, given[0]),
        required=require_documents, strict=strict,
    )  # fmt: skip
    if json_:
        from timeline.show import data

        click.echo(data.dumps({"problems": [data.problem(each) for each in found]}))
    else:
        _report(found)
    return int(any(each.severity == "error" for each in found))


@click.command("record")
@paths_option
@click.option("--message", "-m", default="", metavar="TEXT", help="Say what this commit is.")
@click.option("--amend", metavar="REASON", help="Correct changed facts: it was we who erred.")
@click.option("--dry-run", is_flag=True, help="Say what would be recorded, and record nothing.")
@click.option(
    "--strict", is_flag=True, help="Take every warning for an error, where it is printed too."
)
@documents
@log_option
@as_json
def record_(
    paths: tuple[Path, ...], message: str, amend: str | None, documents_path: Path | None,
    log_path: Path | None, *, dry_run: bool, strict: bool, json_: bool,
) -> int:  # fmt: skip
    """Record what is new in a ledger, as one commit: all of it, or nothing.

    What is recorded already stays as it is. A fact that reads differently now
    is refused; a citation added to it is recorded as a confirmation. Exit code 1
    where nothing was recorded for an error of the files, or with --strict for any
    problem at all, as “check --strict” has it.
    """
    from timeline.api.recording import record

    if amend is not None and not amend.strip():
        raise click.UsageError("an amendment needs a reason: --amend REASON")
    given = paths or (Path(),)
    log = log_at(log_path, given[0])
    outcome = record(
        given, documents_at(documents_path), log,
        message=message, amend=amend, dry_run=dry_run, strict=strict,
        workers=os.cpu_count() or 1,
    )  # fmt: skip
    if json_:
        _outcome_json(outcome)
    else:
        _report(outcome.problems)
        click.echo(_told(outcome, dry_run=dry_run))
        if outcome.verified < outcome.cited:
            left = outcome.cited - outcome.verified
            click.echo(f"{left} of {outcome.cited} citations unverified: no text at hand"
                       " (--documents DIR)")  # fmt: skip
        if outcome.commit is not None and not log.modelled():
            click.echo(BEHIND)
    return 1 if outcome.refused else 0


def _outcome_json(outcome: Outcome) -> None:
    from timeline.show import data

    click.echo(
        data.dumps(
            {
                "commit": outcome.commit.number if outcome.commit else None,
                "head": outcome.head,
                "recorded": outcome.recorded,
                "unchanged": outcome.unchanged,
                "problems": [data.problem(each) for each in outcome.problems],
            }
        )
    )


def _told(outcome: Outcome, *, dry_run: bool) -> str:
    """Say in a line what recording came to."""
    if outcome.refused:
        errors = sum(each.severity == "error" for each in outcome.problems)
        return f"nothing recorded: {errors} error{'s' if errors > 1 else ''} to mend first"
    if dry_run:
        return f"would record {outcome.recorded} new; {outcome.unchanged} unchanged"
    if outcome.commit is None:
        return f"nothing new: {outcome.unchanged} recorded already"
    return (
        f"recorded {outcome.recorded} as commit #{outcome.commit.number};"
        f" {outcome.unchanged} unchanged\nhead {outcome.head}"
    )


def _report(problems: Sequence[Problem]) -> None:
    from timeline.show.problems import lines

    for each in problems:
        click.echo("\n".join(lines(each)), err=True)


@click.command("quote")
@click.argument("document")
@click.argument("words", nargs=-1, required=True, metavar="WORD…")
@documents
@as_json
def quote_(
    document: str, words: tuple[str, ...], documents_path: Path | None, *, json_: bool
) -> int:
    """Propose the shortest citation of a document that has these words, ready to paste.

    DOCUMENT is the id of a record in seeds/ of the ledger that you are in.
    """
    from timeline.api.quoting import proposals

    found = proposals(Path(), document, words, documents_at(documents_path))
    if json_:
        from timeline.show import data

        quotes = [{"text": each.text, "count": each.count} for each in found]
        click.echo(data.dumps({"quotes": quotes}))
        return 0
    if not found:
        raise NotFound(
            "run of words with all of", " ".join(words),
            hint="they must stand in one sentence; try fewer words",
        )  # fmt: skip
    for each in found:
        click.echo(f"quote = {json.dumps(each.text, ensure_ascii=False)}")
    return 0


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--example", is_flag=True, help="Copy the example ledger there, to try things on.")
def init_(folder: Path, *, example: bool) -> int:
    """Begin a new ledger in a folder: its two folders, each with a first file to write in."""
    from timeline.api.beginning import begin

    for path in begin(folder, with_example=example):
        click.echo(f"wrote {path}")
    first = "" if example else "write your facts, then "
    click.echo(f"next: {first}“timeline record {folder}”")
    return 0


@click.command("schema")
def schema_() -> int:
    """Print the JSON Schema of the fact files, for completion in an editor."""
    from timeline.facts.schema import schema

    click.echo(json.dumps(schema(), ensure_ascii=False, indent=2))
    return 0


@click.command("demo")
def demo_() -> int:
    """Show the example ledger: five articles on chips, as a timeline.

    Nothing is written: the facts are recorded in memory, and shown.
    """
    from timeline.api.answers import Answers
    from timeline.api.beginning import example
    from timeline.api.recording import record
    from timeline.record.documents import Documents
    from timeline.show.names import Names
    from timeline.show.screen import console
    from timeline.show.timeline import timeline
    from timeline.store.log import Log

    log = Log.memory()
    outcome = record([example()], Documents.none(), log, message="the example")
    if outcome.refused:
        _report(outcome.problems)
        return 1
    answers = Answers.of(log)
    console().print(
        timeline(answers.show(), Names(answers.entities), title="Five articles on chips")
    )
    return 0
