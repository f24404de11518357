"""What every test shares: the folders beside the repository, and a clean environment."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Where CI is set the same examples are played each time, so that a change is judged by itself;
# elsewhere new ones are, and the line that plays a failure again is printed.
settings.register_profile(
    "timeline", deadline=None, derandomize=bool(os.environ.get("CI")), print_blob=True
)
settings.load_profile("timeline")

FOLDERS = {name: os.environ.get(name) for name in ("TIMELINE_DOCUMENTS", "TIMELINE_DATA")}
UNWANTED = ("TIMELINE_TODAY", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", *FOLDERS)


def folder(variable: str) -> Path:
    """Return the folder that an environment variable names, or skip the test."""
    value = FOLDERS[variable]
    if not value:
        pytest.skip(f"{variable} is not set")
    path = Path(value).absolute()
    if not path.is_dir():
        pytest.skip(f"{variable} names no folder")
    return path


@pytest.fixture(scope="session")
def documents() -> Path:
    """Return the folder of the documents' own texts, which are not in the repository."""
    return folder("TIMELINE_DOCUMENTS")


@pytest.fixture(scope="session")
def data() -> Path:
    """Return the folder of sample data, which is not in the repository."""
    return folder("TIMELINE_DATA")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what a person's shell may set, so that a test says all that it rests on."""
    for name in UNWANTED:
        monkeypatch.delenv(name, raising=False)
