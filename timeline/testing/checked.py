"""Say of the facts of a test what `timeline check` would."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from timeline.record.documents import Documents
from timeline.testing.explaining import places
from timeline.views.checks import checks
from timeline.views.filing import Filing
from timeline.views.finding import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from timeline.errors import Problem
    from timeline.facts.entry import Recorded

__all__ = ["problems"]


def problems(log: Iterable[Recorded], paths: Sequence[Path]) -> list[str]:
    """Return each problem in a line: of the facts taken together, and of the files they stand in.

    Quotes are checked where TIMELINE_DOCUMENTS names the folder of the documents.
    """
    together = [
        f"{each.severity}: {each.message} [{each.rule}]{places(each.at.file, each.at.line)}"
        for each in checks(Filing().all(log))
    ]
    return sorted({*together, *map(_said, _of_files(paths))})


def _of_files(paths: Sequence[Path]) -> Iterable[Problem]:
    """Give what is wrong with files, but for what facts say together: all of them say that."""
    from timeline.api.recording import check

    documents = Documents.open(os.environ.get("TIMELINE_DOCUMENTS") or None)
    found = check(paths, documents, None) if paths else []
    return (each for each in found if each.rule not in RULES)


def _said(problem: Problem) -> str:
    where = places(problem.file, problem.line)
    return f"{problem.severity}: {problem.message} [{problem.rule}]{where}"
