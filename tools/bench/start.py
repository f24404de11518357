"""Measure whole commands, from the start of Python to the last line, beside bare ones."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from attrs import frozen

from tools.bench.turns import ROOT, environment

__all__ = ["Row", "claims", "rows", "table"]

_BARE = """\
import duckdb, sys
with duckdb.connect(sys.argv[1], read_only=True) as log:
    log.execute("SELECT count(*) FROM events").fetchall()
"""
_EMPTY = "pass"


@frozen(kw_only=True)
class Row:
    """One measurement: what was run, ours and the peer's medians in milliseconds."""

    what: str
    ours: float
    peer_name: str
    peer: float
    goal: str


def rows(rounds: int) -> list[Row]:
    """Measure the commands on the example ledger, recorded."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger"
        _run([sys.executable, "-m", "timeline", "init", str(ledger), "--example"])
        _run([sys.executable, "-m", "timeline", "record", str(ledger)])
        return _rows(ledger / "deals.duckdb", rounds)


def table(rows: list[Row]) -> list[str]:
    """Write the rows, for the page."""
    return [
        "| what | ours | peer | peer's | ratio | goal |",
        "|---|---:|---|---:|---:|---:|",
        *(
            f"| {row.what} | {row.ours:.0f} ms | {row.peer_name} | {row.peer:.0f} ms"
            f" | {row.ours / row.peer:.2f}x | {row.goal} |"
            for row in rows
        ),
        "",
        (
            "The ledger is the example of five articles. A process that answers spends most of its"
            " time loading Python and DuckDB; the rest is ours: reading the events, composing,"
            " drawing."
        ),
    ]


def claims(count: int) -> str:
    """Measure many claims in a process of their own: the memory is theirs alone."""
    command = [sys.executable, "-m", "tools.bench.claims", str(count)]
    ended = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment()
    )
    return ended.stdout


def _rows(log: Path, rounds: int) -> list[Row]:
    python = [sys.executable]
    bare = [*python, "-c", _BARE, str(log)]
    empty = [*python, "-c", _EMPTY]
    ours = [*python, "-m", "timeline"]
    at = ["--log", str(log)]
    own = [*ours, "own", "--holder", "shanghai-yunya", "--on", "2025-09-01", *at]
    show = [*ours, "show", "--from", "2025-09-01", "--to", "2025-09-15", *at]
    opens, starts = "Python that opens the file and runs one query", "Python that does nothing"
    return [
        _row("`timeline --help`", [*ours, "--help"], starts, empty, "150 ms", rounds),
        _row("`timeline own`, one holder", own, opens, bare, "2x", rounds),
        _row("`timeline own --json`", [*own, "--json"], opens, bare, "2x", rounds),
        _row("`timeline show`, two weeks", show, opens, bare, "", rounds),
    ]


def _row(  # noqa: PLR0913, PLR0917 - a row has six parts
    what: str, ours: list[str], peer_name: str, peer: list[str], goal: str, rounds: int
) -> Row:
    """Run both in turn, after one round that does not count."""
    taken: tuple[list[float], list[float]] = ([], [])
    for each in range(rounds + 1):
        for command, times in zip((ours, peer), taken, strict=True):
            milliseconds = _run(command)
            if each:
                times.append(milliseconds)
    ours_median, peer_median = (statistics.median(times) for times in taken)
    return Row(what=what, ours=ours_median, peer_name=peer_name, peer=peer_median, goal=goal)


def _run(command: list[str]) -> float:
    """Run a command, and return how many milliseconds it took."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=environment())
    return (time.perf_counter() - begun) * 1000
