"""Say of the facts of a test what `timeline check` would."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from timeline.record.documents import Documents
from timeline.testing.comparing import Problems
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


def problems(log: Iterable[Recorded], paths: Sequence[Path]) -> Problems:
    """Return each problem in a line: of the facts taken together, and of the files they stand in.

    Quotes are checked where TIMELINE_DOCUMENTS names the folder of the documents.
    """
    together = {
        _line(each.severity, each.message, each.rule, each.at.file, each.at.line): each.rule
        for each in checks(Filing().all(log))
    }
    of_files = {
        _line(each.severity, each.message, each.rule, each.file, each.line): each.rule
        for each in _of_files(paths)
    }
    return Problems(dict(sorted({**together, **of_files}.items())))


def _of_files(paths: Sequence[Path]) -> Iterable[Problem]:
    """Give what is wrong with files, but for what facts say together: all of them say that."""
    from timeline.api.recording import check

    documents = Documents.open(os.environ.get("TIMELINE_DOCUMENTS") or None)
    found = check(paths, documents, None) if paths else []
    return (each for each in found if each.rule not in RULES)


def _line(severity: str, message: str, rule: str, file: str | None, line: int | None) -> str:
    return f"{severity}: {message} [{rule}]{places(file, line)}"
