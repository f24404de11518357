"""A ledger expects answers of itself, and says so where one is another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from timeline.api.recording import check, record
from timeline.record.documents import Documents
from timeline.store.log import Log
from timeline.testing import given

if TYPE_CHECKING:
    from pathlib import Path

FACTS = """\
[[document]]
id = "press"
publisher = "The Press"
published = "2025-09-03/2025-09-05"
retrieved = "2025-09-05"

[[entity]]
id = "ant"
kind = "company"
name = "Ant Group"
aliases = ["蚂蚁集团"]

[[entity]]
id = "kite"
kind = "company"
name = "Blue Kite"

[[fact]]
type = "stake-changed"
occurred = "2025-09-02"
holder = "ant"
company = "kite"
before = "3.34%"
after = "3.68%"
document = "press"
quote = "from 3.34% to 3.68%"

"""
BEGIN = FACTS.count("\n") + 1


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of a ledger with one stake that was raised."""
    folder = tmp_path / "events"
    folder.mkdir()
    return folder / "facts.toml"


def told(file: Path, *expected: str) -> list[tuple[str, str, str]]:
    """Check a ledger that expects this; return each rule, its line counted on, and its message."""
    file.write_text(FACTS + "\n".join(expected) + "\n", "utf-8")
    found = check([file.parent.parent], Documents.none(), None)
    return [(each.rule, f"+{(each.line or 0) - BEGIN}", each.message) for each in found]


def expect(**fields: str) -> str:
    """Write an expectation of what Ant holds of the kite."""
    values = {"on": "2025-09-02", "holder": "ant", "company": "kite", "stake": "3.68%"} | fields
    return "[[expect]]\n" + "".join(f'{name} = "{each}"\n' for name, each in values.items())


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"stake": ">3%"},
        {"on": "2025-09-01", "stake": "3.34%", "certainty": "definite"},
        {"on": "2025-08-01", "stake": "3.34%", "certainty": "possible"},
        {"known": "2025-09-04", "certainty": "possible"},
        {"known": "2025-09-02", "stake": "none"},
        {"holder": "蚂蚁集团", "company": "Blue Kite"},
        {"interest": "votes", "stake": "none"},
    ],
)
def test_what_is_met_is_not_spoken_of(file: Path, fields: dict[str, str]) -> None:
    assert told(file, expect(**fields)) == []


@pytest.mark.parametrize(
    ("fields", "line", "message"),
    [
        ({"on": "2025-09-01"}, "+4", " on 2025-09-01 is 3.34%, not 3.68%"),
        ({"stake": ">5%"}, "+4", " on 2025-09-02 is 3.68%, not >5%"),
        (
            {"known": "2025-09-02"}, "+4",
            " on 2025-09-02, as known on 2025-09-02, is not told, not 3.68%",
        ),
        (
            {"interest": "votes"}, "+4",
            ", votes, on 2025-09-02 is not told, not 3.68%",
        ),
        (
            {"known": "2025-09-04", "certainty": "definite"}, "+6",
            " on 2025-09-02, as known on 2025-09-04, is 3.68%, possible, not definite",
        ),
    ],
)  # fmt: skip
def test_what_is_not_met_says_what_is_at_the_field_that_expects(
    file: Path, fields: dict[str, str], line: str, message: str
) -> None:
    assert told(file, expect(**fields)) == [
        ("expectation-unmet", line, f"the stake of “ant” in “kite”{message}")
    ]


@pytest.mark.parametrize(
    ("stake", "message"),
    [
        ("<=8%", None),
        ("unknown", None),
        ("3.68%", "is <5%: it may be 3.68%, and need not be"),
        (">0%", "is <5%: it may be >0%, and need not be"),
        (">=5%", "is <5%, not >=5%"),
    ],
)
def test_an_answer_that_is_vague_has_to_be_as_expected_however_it_turns_out(
    file: Path, stake: str, message: str | None
) -> None:
    vague = (
        '[[fact]]\ntype = "stake-stated"\noccurred = "2025-10-01"\nholder = "ant"\n'
        'company = "kite"\nstake = "<5%"\n'
    )
    found = [each for each in told(file, vague + expect(on="2025-10-01", stake=stake))
             if each[0] == "expectation-unmet"]  # fmt: skip
    due = f"the stake of “ant” in “kite” on 2025-10-01 {message}"
    assert found == ([("expectation-unmet", "+10", due)] if message else [])


def test_the_fields_at_the_top_of_a_file_are_taken_up(file: Path) -> None:
    assert told(file) == []
    (file.parent / "expected.toml").write_text(
        'holder = "ant"\ncompany = "kite"\n\n'
        '[[expect]]\non = 2025-09-01\nstake = "3.34%"\n\n'
        '[[expect]]\non = 2025-09-02\nstake = "3%"\n',
        "utf-8",
    )
    (unmet,) = check([file.parent.parent], Documents.none(), None)
    assert (unmet.rule, unmet.place) == ("expectation-unmet", "events/expected.toml:10")
    assert unmet.hint == (
        "by “stake-changed-ant-kite-2025-09-02” (events/facts.toml:18): mend the facts, or what is"
        " expected of them"
    )


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"company": "kyte"}, "entity-unknown"),
        ({"on": "2025-09"}, "fact-malformed"),
        ({"stake": "3.68"}, "value-unreadable"),
        ({"steak": "3.68%"}, "field-unknown"),
    ],
)
def test_what_cannot_be_asked_is_told(file: Path, fields: dict[str, str], rule: str) -> None:
    assert [each for each, _, _ in told(file, expect(**fields))] == [rule]


def test_what_is_expected_is_never_recorded_and_refuses_nothing(file: Path) -> None:
    told(file, expect(stake="5%"))
    log = Log.memory()
    outcome = record([file.parent.parent], Documents.none(), log)
    assert [each.rule for each in outcome.problems] == ["expectation-unmet"]
    assert (outcome.refused, outcome.recorded) == (False, 4)
    assert {each.entry.type for each in log.read()} == {
        "document-described", "entity-described", "stake-changed"
    }  # fmt: skip


def test_strict_records_nothing_where_something_else_was_expected(file: Path) -> None:
    told(file, expect(stake="5%"))
    outcome = record([file.parent.parent], Documents.none(), Log.memory(), strict=True)
    assert (outcome.refused, outcome.recorded) == (True, 0)


def test_it_holds_of_what_was_recorded_too(file: Path) -> None:
    told(file)
    log = Log.memory()
    record([file.parent.parent], Documents.none(), log)
    more = file.parent / "more.toml"
    more.write_text(expect(stake="5%"), "utf-8")
    assert [each.rule for each in check([more], Documents.none(), log)] == ["expectation-unmet"]


def test_the_kit_reports_it_among_the_problems_of_a_ledger(file: Path) -> None:
    told(file, expect(stake="5%"))
    (problem,) = given(file.parent).on("2025-09-02").problems
    assert problem.endswith("is 3.68%, not 5% [expectation-unmet] (events/facts.toml:32)")
