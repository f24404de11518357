"""Every rule has a ledger that breaks just it, and the text that is printed then."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from timeline.api.recording import check, record
from timeline.cli import run
from timeline.record.documents import Documents
from timeline.show.problems import lines
from timeline.store.log import Log
from tools import errors as page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.errors import Problem

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
RULE = re.compile("[a-z]+(-[a-z]+)+")
CASES = [pytest.param(each, id=each.name) for each in page.cases()]
REPORTING = {"Problem", "Fault", "problem", "_report", "Finding", "found"}


def problems(case: Path) -> list[Problem]:
    """Check a case as `timeline check --require-documents` would, after what was recorded."""
    documents = Documents.open(case / "documents")
    log = Log.memory()
    before = case / "before"
    if before.is_dir():
        assert not record([before], Documents.none(), log).problems
    gone = case / "withdrawn.txt"
    if gone.is_file():
        with log.writing() as raw:
            raw.execute("DROP TRIGGER events_never_change ON events")
            raw.execute(
                "UPDATE events SET payload = NULL WHERE id = ?", [gone.read_text("utf-8").strip()]
            )
    return check([case], documents, log, required=True)


def called(node: ast.Call) -> str:
    """Name the function of a call: the last of its dotted names."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def reported(module: Path) -> Iterator[str]:
    """Give each rule that a module reports: by name in a call, or from a table of names."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Call) and called(node) in REPORTING:
            first = [each.value for each in node.keywords if each.arg == "rule"] + node.args[:1]
            yield from (str(each.value) for each in first if isinstance(each, ast.Constant))
        elif isinstance(node, ast.Constant) and module.parent.name == "record":
            named = node.value if isinstance(node.value, str) else ""
            yield from [named] if RULE.fullmatch(named) else []


def test_every_rule_that_is_reported_has_its_case() -> None:
    modules = sorted((ROOT / "timeline").rglob("*.py"))
    rules = {rule for module in modules for rule in reported(module)}
    assert len(rules) > 20
    assert rules == {case.name for case in page.cases()} | set(page.ELSEWHERE)


@pytest.mark.parametrize("rule", sorted(page.ELSEWHERE))
def test_every_rule_of_another_command_is_tested_with_it(rule: str) -> None:
    tests = (path for path in HERE.parent.rglob("test_*.py") if path.parent != HERE)
    assert any(f'"{rule}"' in path.read_text("utf-8") for path in tests)


@pytest.mark.parametrize("case", CASES)
def test_a_case_breaks_its_rule_and_no_other(case: Path) -> None:
    assert {each.rule for each in problems(case)} == {case.name}


@pytest.mark.parametrize("case", CASES)
def test_a_case_prints_the_expected_text(case: Path) -> None:
    text = "".join(f"{line}\n" for each in problems(case) for line in lines(each))
    assert text == (case / "expected.txt").read_text("utf-8")


@pytest.mark.parametrize("case", CASES)
def test_a_case_says_in_one_sentence_what_is_wrong(case: Path) -> None:
    about = (case / "about.txt").read_text("utf-8")
    assert re.fullmatch(r"[A-Z][^.\n]+\.\n", about)


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_small_and_our_own(case: Path) -> None:
    files = [path for path in case.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 5_000
    texts = [path.read_text("utf-8") for path in files if path.parent.name == "documents"]
    assert all("Blue Kite" in text and text.isascii() for text in texts)


def test_what_the_cases_have_in_common_breaks_no_rule() -> None:
    texts = Documents.open(HERE / "fact-gone" / "documents")
    assert check([HERE / "fact-gone" / "before"], texts, None, required=True) == []


@pytest.mark.parametrize("rule", ["toml-unreadable", "quote-absent"])
def test_the_command_prints_the_same(
    rule: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case = HERE / rule
    monkeypatch.chdir(case)
    assert run(["check", "--documents", "documents"]) == 1
    printed = capsys.readouterr()
    assert printed.err == (case / "expected.txt").read_text("utf-8")
    assert printed.out == ""


# The page that is made of the catalogue


def test_the_page_is_fresh() -> None:
    checked = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "errors.py"), "--check"],
        capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")


def test_a_page_that_has_drifted_is_told(tmp_path: Path) -> None:
    drifted = tmp_path / "errors.md"
    assert page.stale(drifted)
    drifted.write_text(page.text().replace("toml", "yaml"), "utf-8")
    assert page.stale(drifted)
    drifted.write_text(page.text(), "utf-8")
    assert not page.stale(drifted)


def test_the_page_has_a_heading_a_rule() -> None:
    headings = re.findall("^## `(.*)`$", page.text(), re.MULTILINE)
    assert headings == [*sorted(case.name for case in page.cases()), *sorted(page.ELSEWHERE)]
