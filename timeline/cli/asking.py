"""The command that answers questions of one's own: sql."""

from __future__ import annotations

import sys
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

import click

from timeline.cli.options import as_json, in_utf8, log_at, log_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from timeline.show.layout import Line

__all__ = ["sql_"]

_AT_ONCE = 1_000  # lines: what is drawn is kept until it is printed


@click.command("sql")
@click.argument("query", required=False, metavar="[QUERY]")
@click.option("--csv", "csv_", is_flag=True, help="Print the rows as CSV, with a header.")
@log_option
@as_json
def sql_(query: str | None, log_path: Path | None, *, csv_: bool, json_: bool) -> int:
    """Ask the log a question of your own: one query in SQL, here or on standard input.

    It reads the log as now known and can do nothing else: no other file, no network, no
    setting. The tables, views and macros, such as ownership_as_of('2025-09-01'), are in
    docs/reference/sql.md; SHOW TABLES lists the tables.
    """
    from timeline.show import rows
    from timeline.store.asking import asking

    if csv_ and json_:
        raise click.UsageError("choose --csv or --json")
    text = _given() if query is None else query
    with asking(log_at(log_path), text) as asked:
        names = [each.name for each in asked.columns]
        types = [each.type for each in asked.columns]
        batches = _begun(asked.batches())
        if json_:
            _write(rows.as_json(names, types, batches))
        elif csv_:
            in_utf8()
            lines = rows.as_csv(names, batches)
            _write(map(_shown, lines) if _on_a_terminal() else lines)
        else:
            _draw(names, types, batches)
    return 0


def _given() -> str:
    """Read the query from standard input; a terminal has none to give."""
    return "" if sys.stdin is None or sys.stdin.isatty() else sys.stdin.read()


def _begun(batches: Iterator[list[tuple[object, ...]]]) -> Iterable[list[tuple[object, ...]]]:
    """Read the first rows before anything is printed: most of what can fail fails then."""
    first = next(batches, [])
    return chain([first], batches) if first else ()


def _on_a_terminal() -> bool:
    return sys.stdout.isatty()


def _shown(line: str) -> str:
    """Return a line with all that a terminal would obey made visible; a cell breaks it as it is."""
    from timeline.show.words import safe

    return "\n".join(map(safe, line.split("\n")))


def _write(parts: Iterable[str]) -> None:
    for each in parts:
        click.echo(
            each, nl=False, color=True
        )  # else click takes escapes away in a pipe: it is data


def _draw(
    names: list[str], types: list[str], batches: Iterable[list[tuple[object, ...]]]
) -> None:  # fmt: skip
    from timeline.show.layout import Drawing
    from timeline.show.rows import as_table
    from timeline.show.screen import console

    screen = console()
    lines = as_table(names, types, batches, screen.width)
    while several := list(islice(lines, _AT_ONCE)):
        screen.print(Drawing(partial(_as_they_are, several)))


def _as_they_are(lines: list[Line], _width: int) -> list[Line]:
    return lines
