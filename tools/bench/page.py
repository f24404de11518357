"""Write the page of benchmarks: what was aimed at, what each side took, and on what machine."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Mapping
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from tools.bench.limits import LIMITS
from tools.bench.questions import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tools.bench.goals import Measured, Results
    from tools.bench.side import Question

__all__ = ["Found", "goals", "head", "sides"]

Found = Mapping[str, Mapping[int, "Results"]]
"""What was measured: by question, by size, by side."""

_PACKAGES = (
    "attrs", "cattrs", "click", "duckdb", "eventsourcing", "pandas", "polars", "pyarrow", "rich",
)  # fmt: skip


def head(sizes: Iterable[int], rounds: int, largest: int) -> list[str]:
    """Tell of the machine, the versions, and how it was measured.

    A market of more than the `largest` is made of copies.
    """
    told = ", ".join(f"{each:,}" for each in sorted(sizes))
    load = f"{os.getloadavg()[2]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return [
        "<!-- Made by `make bench`. -->",
        "",
        "# Benchmarks",
        "",
        (
            f"Measured on {date.today().isoformat()}"  # noqa: DTZ011 - the day on this machine
            f" with {os.cpu_count()} cores (load {load}), {platform.system()} {platform.machine()},"
            f" Python {platform.python_version()}, SQLite {sqlite3.sqlite_version},"
            f" {_versions()}."
        ),
        f"Medians of {rounds} rounds, in which ours and the others come in turn, after a round",
        "that does not count; what takes less than five seconds is asked twice in its turn, and",
        "the second counts, for what lay idle is slow at first on a machine that others share.",
        "“processors” is how long they worked for it and what it started.",
        "Each side is a process of its own, so that its peak memory is its alone, with about 80 MB",
        "that the measuring takes and without that of processes that it started. All answer from",
        "the same facts, and what plain DuckDB and the peers answer is compared in every round;",
        "ours answers more, and is held to them by tests on a market told to the day.",
        f"Sizes: {told} facts of [made-up markets](market.md).",
        *(_copies(largest) if max(sizes) > largest else ()),
        "",
        "Run them yourself: `make bench`; `make bench QUICK=1` in two minutes, without the ledger;",
        "`make bench FULL=1` at ten million, in about an hour.",
    ]


def _copies(largest: int) -> list[str]:
    """Tell what a large market is made of."""
    return [
        "",
        f"**Above {largest:,} facts a market is copies of one of {largest:,} side by side**, each",
        "under ids of its own, for all sides alike. Our log is imported from their files as any",
        "other is; our read models were repeated rather than composed from it, which takes hours:",
        "they are those of the one market under the ids of each copy. Row by row they are what",
        "`rebuild` would make, to which a test holds them at a small size.",
    ]


def _versions() -> str:
    return ", ".join(f"{name} {found}" for name in _PACKAGES if (found := _version(name)))


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def goals(found: Found) -> list[str]:
    """Hold what was measured against what was aimed at."""
    size = max(size for each in found.values() for size in each)
    rows = [row for each in QUESTIONS if each.name in found for row in _goals(each, found)]
    missed = [each for each in QUESTIONS if each.name in found and _missed(each, found)]
    limits = [f"- {each.title}: {LIMITS.get(each.name, _UNKNOWN)}" for each in missed]
    return [
        f"## What was aimed at, at {size:,} facts",
        "",
        "| question | goal | measured | |",
        "|---|---|---:|---|",
        *rows,
        *(["", "What stands in the way where a goal is not met:", "", *limits] if missed else []),
    ]


_UNKNOWN = "not looked into yet"


def _goals(question: Question, found: Found) -> Iterator[str]:
    sizes = found[question.name]
    why = sizes[max(sizes)]["ours"].why
    for each in question.goals:
        shown = each.shown(sizes)
        if shown is None:
            yield f"| {question.title} | {each.said} | {why or 'not measured'} | |"
        else:
            yield f"| {question.title} | {each.said} | {shown[0]} | {_met(shown[1])} |"


def _met(met: bool) -> str:  # noqa: FBT001 - it is the word for it
    return "met" if met else "**not met**"


def _missed(question: Question, found: Found) -> bool:
    shown = [each.shown(found[question.name]) for each in question.goals]
    return any(each is not None and not each[1] for each in shown)


def sides(found: Found) -> list[str]:
    """Give the sides of each question at the largest size, each beside ours."""
    lines: list[str] = []
    for each in QUESTIONS:
        if each.name in found:
            sizes = found[each.name]
            title = each.title[0].upper() + each.title[1:]
            lines += [f"### {title}", "", *_sides(each, sizes[max(sizes)]), ""]
    return ["## Each question", "", *lines]


def _sides(question: Question, results: Results) -> Iterator[str]:
    measured = {name: each for name, each in results.items() if not each.why}
    speed = " a second |" if question.counted else ""
    if measured:
        yield f"| | median | from, to | processors |{speed} ours is | peak memory |"
        yield "|---|---:|---:|---:|" + ("---:|" if speed else "") + "---:|---:|"
    for name, each in measured.items():
        yield _side(name, each, measured.get("ours"), counted=question.counted)
    left = [f"{name} ({each.why})" for name, each in results.items() if each.why]
    if left:
        yield from (["", f"Left out: {', '.join(left)}."] if measured else [f"{', '.join(left)}."])
    if any(each.share > 1 for each in measured.values()):
        yield from ("", _SHARE)
    if measured and question.once:
        yield from ("", _ONCE)


_ONCE = (
    "Measured in one round, after one that does not count: at the largest size each takes minutes."
)
_SHARE = (
    "What takes too long for all of the facts is given a part of them, and compared as if all of"
    " them took so many times as long."
)


def _side(name: str, each: Measured, ours: Measured | None, *, counted: bool) -> str:
    """Write one row; the ratio is how many times as long as the other ours takes."""
    if ours is None or each is ours:
        ratio = ""
    elif counted:
        ratio = f"{each.per_second / ours.per_second:.2f}x"
    else:
        ratio = f"{ours.whole / each.whole:.3g}x"
    tenth = f", 1/{each.share} of the facts" if each.share > 1 else ""
    speed = f" {each.per_second:,.0f} |" if counted else ""
    return (
        f"| {name}{tenth} | {_time(each.milliseconds)} | {_time(each.least)}, {_time(each.most)} |"
        f" {_time(each.processor)} |"
        f"{speed} {ratio} | {each.memory:,.0f} MB |"
    )


def _time(milliseconds: float) -> str:
    if milliseconds < 10:  # noqa: PLR2004 - where digits begin to matter
        return f"{milliseconds:.2f} ms"
    return f"{milliseconds:,.0f} ms" if milliseconds < 10_000 else f"{milliseconds / 1000:,.1f} s"  # noqa: PLR2004 - as above
