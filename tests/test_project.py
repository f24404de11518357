"""The project's promises about itself, each one a test."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import timeline
from tools import docs_check

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(
    path for path in ROOT.glob("timeline/**/*.py") if path.stem == "__init__" or path.stem[0] != "_"
)
MOST_CITED = 40
HEAVY = {"cattrs", "duckdb", "opencc", "pyarrow", "rich"}
# Written so that the patterns do not match themselves.
REGISTRY = re.compile(r"\b(?:pypi|npmjs|crates|conda|anaconda)\.(?:org|com|io)\b|pythonhosted\.org")
BUILD_PATH = re.compile(r"(?<![\w.$}/])/(?:root|work|(?:home|Users)/[\w.-]+|opt/wheels)(?=/|\b)")


def tracked() -> list[Path]:
    """Return the files that git tracks here, or skip where there is no checkout."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    listed = subprocess.run(
        [git, "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True, text=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Return the place of each line that a pattern matches in the tracked files."""
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        if path.is_file()
        for number, line in enumerate(path.read_text("utf-8", errors="ignore").splitlines(), 1)
        if pattern.search(line)
    ]


def exported(module: Path) -> list[str] | None:
    """Return the `__all__` of a module's text, or None where it has none."""
    for node in ast.parse(module.read_text("utf-8")).body:
        if isinstance(node, ast.AnnAssign):
            target: ast.expr = node.target
        elif isinstance(node, ast.Assign):
            target = node.targets[0]
        else:
            continue
        if isinstance(target, ast.Name) and target.id == "__all__" and node.value:
            return [str(name) for name in ast.literal_eval(node.value)]
    return None


def in_order(name: str) -> tuple[int, str]:
    """Sort constants first, then classes, then the rest, as ruff does."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


def holds_nothing(module: Path) -> bool:
    """Tell whether a module is a docstring at most."""
    return all(isinstance(node, ast.Expr) for node in ast.parse(module.read_text("utf-8")).body)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_public_module_lists_its_names_in_order(module: Path) -> None:
    if holds_nothing(module):
        return
    names = exported(module)
    assert names is not None, "the module has no __all__"
    assert names == sorted(names, key=in_order)


def test_every_public_name_is_there_and_nothing_else_is_promised() -> None:
    assert timeline.__all__ == ["AsOf", "Ledger", "Rows", "TimelineError", "__version__", "open"]
    assert dir(timeline) == sorted(timeline.__all__)
    for name in timeline.__all__:
        assert getattr(timeline, name) is not None
        assert name == "__version__" or getattr(timeline, name).__doc__
    with pytest.raises(AttributeError, match="no attribute “Stake”"):
        _ = timeline.Stake


@pytest.mark.parametrize("kind", [timeline.AsOf, timeline.Ledger, timeline.Rows])
def test_every_public_method_says_what_it_does(kind: type) -> None:
    said = [each for name, each in vars(kind).items() if name[0] != "_" and callable(each)]
    assert said
    assert [each.__name__ for each in said if not each.__doc__] == []


@pytest.mark.parametrize("module", ["timeline", "timeline.cli"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert set(loaded.stdout.split()).isdisjoint(HEAVY)


def test_no_file_names_a_registry() -> None:
    assert REGISTRY.search(f"https://{'pypi'}.org/simple")
    assert lines_with(REGISTRY) == []


def test_no_file_names_a_path_of_a_build_machine() -> None:
    assert BUILD_PATH.search(f"see /{'root'}/project")
    assert not BUILD_PATH.search(f"https://example.com/{'work'}/page")
    assert lines_with(BUILD_PATH) == []


def test_no_lock_file_of_one_tool_is_tracked() -> None:
    assert [path for path in tracked() if path.name == "uv.lock"] == []


def test_no_link_to_elsewhere_is_tracked() -> None:
    assert [path for path in tracked() if path.is_symlink()] == []


def test_every_dependency_is_explained() -> None:
    page = ROOT / "docs" / "explanation" / "dependencies.md"
    explained = {text.lower() for _, _, text in docs_check.headings(page)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = list(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        wanted += extra
    names = {re.split(r"[^\w-]", each, maxsplit=1)[0] for each in wanted}
    assert names - {project["name"]} - explained == set()


def quoted(value: object, key: str = "") -> Iterator[str]:
    """Yield each text that a facts file takes from a document, however deep it lies."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from quoted(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from quoted(each, key)
    elif isinstance(value, str) and key in {"quote", "prefix", "suffix"}:
        yield value


def test_every_citation_is_short() -> None:
    from timeline.record import quotes

    cited = [
        text
        for path in sorted(ROOT.glob("events/**/*.toml"))
        for text in quoted(tomllib.loads(path.read_text("utf-8")))
    ]
    assert cited, "the example ledger cites nothing"
    assert [text for text in cited if quotes.length(text) > MOST_CITED] == []


def test_the_check_of_the_docs_finds_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Title\n\n### Deep\n\n[a](gone.md) [b](#deep) [c](#none)\n", "utf-8")
    assert [line for line, _ in docs_check.faults(page)] == [3, 5, 5]
