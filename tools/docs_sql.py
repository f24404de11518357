"""Write the reference of SQL from the catalogue of a log made now."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Final

from timeline.store.log import Log

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

__all__ = ["reference", "undescribed"]

_DEFAULTS: Final = {"zeros": "false", "names": "true", "of": "NULL"}
_DAY: Final = "'2025-01-01'"
_ANY: Final = {
    **_DEFAULTS, "day": _DAY, "known": _DAY, "first_day": _DAY, "last_day": _DAY,
}  # fmt: skip
_INTRO = """\
# SQL

Beside its events a log holds the answers as now known, in tables that are ready to be filtered,
with views and table macros over them. `timeline sql` asks them, and so does any client of DuckDB
2 that opens the file. Five real questions: [ask in SQL](../how-to/ask-in-sql.md).

- One row is one **spell**: a run of days, `first_day` to `last_day`, both included, on which an
  answer stays as it is. Of one holding at most one spell has any day.
- Levels are exact decimals with bounds, `low` to `high`, as in every other
  [answer](../explanation/ownership.md); `certainty` is `definite` or `possible`. A level that is
  known to be none has `existence = 'none'` and is left out unless it is asked for: `zeros :=
  true`.
- A macro takes a day as a date or as text, `'2025-09-01'`, and an entity by its id, its name or
  an alias.
- A macro has in it what is handed to it, as it is written: a column that is handed over is named
  with its table, `t.holder`, for a `holder` alone would be the macro's own.
- Rows come in no order unless the query says one.
- Macros look names up, which costs a few milliseconds, and more over a whole market:
  `ownership_as_of(day, names := false)` leaves them out. On a large log, filter the tables by
  ids: `stakes` lies in the order of companies, `stakes_by_holder` in that of holders.
- **As now known**: each answer uses all that the log holds now, but for one macro.
  `ownership_as_known(day, known)` tells who held what by what the public could have read by a day
  `known`. Where one claim says it, or all of a company was known by then as it is now, its rows are
  the answer; elsewhere their basis is `spanned`: all that the claims that stand may come to, never
  less than the answer and often more. `timeline own --known DAY` narrows that to what can be
  together, and with `--recorded DAY` answers as the log stood, as [every
  question](../how-to/ask-as-of.md) does.
- Tables, columns, views and macros carry what is said of them here as comments in the file
  itself.

## timeline sql

One query, as an argument or on standard input. It prints a table; a row that is too wide is told
column by column. `--json` prints [one document](json.md#sql), `--csv` a file with a header. Rows
are printed as they are read, and until the last one is, nothing can be recorded.

The query can read this log and do nothing else. The file is attached read-only to a database in
memory in which no other file, no network, no extension and no setting can be reached, with 1 GB
of memory; what does not fit is put beside the file meanwhile. Anything that is no query (`COPY`,
`ATTACH`, `SET`, `CREATE` and so on) is refused at once, with exit code 2. Where the read models
do not follow the log, `timeline rebuild` [makes them
anew](../explanation/the-log.md#the-read-models).

## From any other client

Open the file itself, read-only, so that `record` can write again as soon as you close it:

```text
duckdb -readonly deals.duckdb
D FROM ownership_as_of('2025-09-01');
```

Macros look up their tables in the database in use: attached beside others, a log needs `USE`.

```sql
ATTACH 'deals.duckdb' AS ledger (READ_ONLY);
USE ledger;
FROM ownership_as_of('2025-09-01');
```
"""


def reference() -> str:
    """Write the page: macros, views and tables, each with its columns and what is said of it."""
    out = StringIO()
    out.write("<!-- Made by `make docs`; change what it is made from. -->\n\n")
    out.write(_INTRO)
    with Log.memory().reading() as log:
        out.writelines(_made_views(log))
        out.writelines(_made_macros(log))
        out.writelines(_made_tables(log))
    return out.getvalue()


def undescribed() -> list[str]:
    """Name the tables, views and macros of which nothing is said."""
    with Log.memory().reading() as log:
        told = [(name, comment) for name, _, comment in _macros(log)]
        told += [row for query in (_VIEWS, _TABLES) for row in log.execute(query).fetchall()]
    return [name for name, comment in told if not comment]


def _made_views(log: DuckDBPyConnection) -> Iterator[str]:
    yield "\n## Views\n"
    for name, comment in log.execute(_VIEWS).fetchall():
        yield f"\n### {name}\n\n{comment}\n\n"
        yield f"Columns: {_inline(_columns(log, name))}.\n"


def _made_macros(log: DuckDBPyConnection) -> Iterator[str]:
    views = {str(_columns(log, name)): name for name, _ in log.execute(_VIEWS).fetchall()}
    yield "\n## Macros\n"
    for name, parameters, comment in _macros(log):
        given = ", ".join(_ANY.get(each, "'x'") for each in parameters)
        columns = _columns(log, f"{name}({given})")
        like = views.get(str(columns))
        told = f"those of the view [{like}](#{like})" if like else _inline(columns)
        yield f"\n### {name}\n\n`{name}({_signature(parameters)})`\n\n{comment}\n\n"
        yield f"Columns: {told}.\n"


def _made_tables(log: DuckDBPyConnection) -> Iterator[str]:
    yield "\n## Tables\n"
    for name, comment in log.execute(_TABLES).fetchall():
        yield f"\n### {name}\n\n{comment}\n\n| column | type | |\n|---|---|---|\n"
        for column, type_, said in log.execute(_COLUMNS, [name]).fetchall():
            yield f"| `{column}` | {type_} | {said or ''} |\n"


_MACROS = """
SELECT function_name, parameters, comment FROM duckdb_functions()
WHERE NOT internal AND function_type = 'table_macro' ORDER BY function_name"""
_VIEWS = "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY view_name"
_TABLES = "SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal ORDER BY table_name"
_COLUMNS = """
SELECT column_name, data_type, comment FROM duckdb_columns()
WHERE NOT internal AND table_name = $1 ORDER BY column_index"""


def _macros(log: DuckDBPyConnection) -> Iterator[tuple[str, list[str], str]]:
    yield from log.execute(_MACROS).fetchall()


def _signature(parameters: list[str]) -> str:
    return ", ".join(
        f"{each} := {_DEFAULTS[each]}" if each in _DEFAULTS else each for each in parameters
    )


def _columns(log: DuckDBPyConnection, source: str) -> list[tuple[str, str]]:
    rows = log.execute(f"DESCRIBE FROM {source}").fetchall()
    return [(name, type_) for name, type_, *_ in rows]


def _inline(columns: list[tuple[str, str]]) -> str:
    return ", ".join(f"`{name}` {type_}" for name, type_ in columns)
