"""Import bulk files on the command line: how far it is, what it came to, what is wrong."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from timeline.cli.bar import bar
from timeline.cli.options import BEHIND

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from timeline.store.bulk import Brought
    from timeline.store.log import Log

__all__ = ["imported"]


def imported(files: Sequence[Path], log: Log, *, models: bool, json_: bool) -> int:
    """Import the files, say what that came to, and return the exit code."""
    from timeline.api.bulk import import_facts

    with bar() as watch:
        brought = import_facts(files, log, watch=watch, workers=os.cpu_count() or 1, models=models)
    if brought.refused or not json_:
        _complain(brought)
    head = brought.commit or (log.head() if log.exists else None)
    if json_:
        _printed(brought, head.head if head else None)
    elif not brought.refused:
        _told(brought)
    return 2 if brought.refused else 0


def _complain(brought: Brought) -> None:
    """Write the problems that are told, how many rows err, and that nothing was recorded."""
    from timeline.show.problems import lines
    from timeline.show.words import plural

    for problem in brought.problems:
        click.echo("\n".join(lines(problem)), err=True)
    if brought.refused:
        errors = plural(brought.errors, "error")
        click.echo(f"nothing recorded: {errors} to mend first{_first(brought)}", err=True)


def _first(brought: Brought) -> str:
    told = len(brought.problems)
    return f" (the first {told} are told)" if brought.errors > told else ""


def _printed(brought: Brought, head: str | None) -> None:
    from timeline.show import data

    document = {
        "commit": brought.commit.number if brought.commit else None,
        "head": head,
        "recorded": brought.recorded,
        "unchanged": brought.unchanged,
        "errors": brought.errors,
        "modelled": brought.modelled,
        "problems": [data.problem(each) for each in brought.problems],
    }
    click.echo(data.dumps(document))


def _told(brought: Brought) -> None:
    if brought.commit is None:
        click.echo(f"nothing new: {brought.unchanged:,} recorded already")
    else:
        click.echo(
            f"recorded {brought.recorded:,} as commit #{brought.commit.number};"
            f" {brought.unchanged:,} unchanged\nhead {brought.commit.head}"
        )
    if not brought.modelled:
        click.echo(BEHIND)
