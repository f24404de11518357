"""The options that several commands share."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from timeline.record.folders import LOG_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from timeline.api.answers import Answers
    from timeline.api.market import Market
    from timeline.api.parts import Want
    from timeline.record.documents import Documents
    from timeline.store.log import Log

__all__ = [
    "BEHIND", "Day", "answered", "as_json", "asked", "clocks", "documents", "documents_at",
    "drawn", "in_utf8", "log_at", "log_option", "paths_option", "printed", "whole",
]  # fmt: skip

F = TypeVar("F", bound="Callable[..., Any]")

_AT_ONCE = 100_000  # characters that are printed at one go


class Day(click.ParamType[date]):
    """A calendar day, written as 2025-09-01."""

    name = "day"

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click's signature
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> date:
        """Read a day, or say how to write one."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is no day; write it as 2025-09-01", param, ctx)


class Asked(Day):
    """A day that something is asked of: not one of those that stand for what has no end."""

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click's signature
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> date:
        """Read a day, or say why nothing is so on it."""
        found = super().convert(value, param, ctx)
        if found in {date.min, date.max}:
            self.fail(f"nothing is asked of {found}: it stands for what has no end", param, ctx)
        return found


def log_option(command: F) -> F:
    """Add `--log FILE`."""
    return click.option(
        "--log", "log_path", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
        help=f"The log (default: {LOG_NAME} in the ledger).",
    )(command)  # fmt: skip


def as_json(command: F) -> F:
    """Add `--json`."""
    return click.option("--json", "json_", is_flag=True, callback=_for_programs,
                        help="Print one JSON document.")(command)  # fmt: skip


def in_utf8() -> None:
    """Write what programs read in UTF-8, whatever the encoding of the screen."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def _for_programs(_context: click.Context, _option: click.Parameter, asked: bool) -> bool:  # noqa: FBT001 - click's signature
    if asked:
        in_utf8()
    return asked


def clocks(command: F) -> F:
    """Add the three clocks, and what day today is."""
    for option in (
        click.option("--today", type=Day(), metavar="DAY",
                     help="Take this day for today (or TIMELINE_TODAY)."),
        click.option("--recorded", metavar="DAY|#N", help="As this log held it by then."),
        click.option("--known", type=Day(), metavar="DAY",
                     help="As the public could know it by then."),
        click.option("--on", type=Asked(), metavar="DAY",
                     help="What was so on that day (default: today)."),
    ):  # fmt: skip
        command = option(command)
    return command


def answered(answers: Answers, document: dict[str, Any]) -> None:
    """Print an answer as JSON, under the clocks that it was asked by."""
    from timeline.show import data

    printed(data.resolved(answers.question, answers.commit), document)


def printed(resolved: dict[str, Any], document: dict[str, Any]) -> None:
    """Print an answer as JSON under its clocks; an iterator in it is a list, row by row."""
    from timeline.show.printing import pieces

    waiting: list[str] = []
    size = 0
    for each in pieces({"resolved": resolved, **document}):
        waiting.append(each)
        size += len(each)
        if size > _AT_ONCE:
            click.echo("".join(waiting), nl=False)
            waiting, size = [], 0
    click.echo("".join(waiting))


@contextmanager
def whole(log_path: Path | None, recorded: str | None) -> Iterator[Market | None]:
    """Open all of a large log up to a commit; None of one that is read whole."""
    from timeline.api.answers import commit_by
    from timeline.api.market import market

    log = log_at(log_path)
    commits = log.commits()
    commit = commit_by(commits, recorded)
    with market(log, commits, commit, workers=os.cpu_count() or 1) as found:
        yield found


def drawn(*renderables: Any) -> None:  # noqa: ANN401 - whatever rich draws
    """Draw an answer on the screen, a long one part by part."""
    from timeline.show.layout import Drawing
    from timeline.show.screen import console

    screen = console()
    for each in renderables:
        for part in each.parts(screen.width) if isinstance(each, Drawing) else (each,):
            screen.print(part)


def about_option(command: F) -> F:
    """Add `--about ENTITY`, as often as one likes."""
    return click.option(
        "--about", multiple=True, metavar="ENTITY", help="Only what concerns this one."
    )(command)


def documents(command: F) -> F:
    """Add `--documents DIR`."""
    return click.option(
        "--documents", "documents_path", type=click.Path(path_type=Path), metavar="DIR",
        help="Where the documents' texts are (or TIMELINE_DOCUMENTS).",
    )(command)  # fmt: skip


def paths_option(command: F) -> F:
    """Add the ledgers, folders and files to read; the present folder by default."""
    return click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]…")(
        command
    )


def log_at(path: Path | None, ledger: Path | None = None) -> Log:
    """Name the log: as given, or in the ledger that the folder lies in."""
    from timeline.record.folders import find_root
    from timeline.store.log import Log

    return Log(path or find_root(ledger or Path()) / LOG_NAME)


def documents_at(path: Path | None) -> Documents:
    """Open the folder of documents: as given, or the one that TIMELINE_DOCUMENTS names."""
    from timeline.api import typed

    return typed.documents(path)


BEHIND = (
    "the read models do not follow yet: “timeline rebuild” makes them anew, which questions in SQL"
    " wait for"
)


def asked(
    log_path: Path | None,
    on: date | None,
    known: date | None,
    recorded: str | None,
    today: date | None,
    types: Collection[str] | None = None,
    *,
    want: Want | None = None,
) -> Answers:
    """Open the answers of a log under the clocks given; see `Answers.of`."""
    from timeline.api.answers import Answers

    return Answers.of(
        log_at(log_path), on=on or today, known=known, recorded=recorded, types=types, want=want
    )
