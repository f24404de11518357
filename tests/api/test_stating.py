"""A program may state facts itself, and they are recorded as those of files are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import timeline
from timeline.store.models import require_followed

if TYPE_CHECKING:
    from pathlib import Path

ENTITIES = [
    {"id": "anna", "kind": "person", "name": "Anna"},
    {"id": "acme", "kind": "company", "name": "Acme"},
]
PAPER = {"id": "paper", "sha256": "0" * 64, "publisher": "Press", "published": "2025-01-02"}


def stake(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a file may hold
    return {
        "type": "stake-changed", "holder": "anna", "company": "acme", "occurred": "2025-01-01",
        "after": "5%", "document": "paper", "quote": "5% of Acme",
    } | fields  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> timeline.Ledger:
    """Return a ledger of one fact that a program stated."""
    (tmp_path / "events").mkdir()
    ledger = timeline.open(tmp_path, create=True)
    assert not ledger.append(stake(), entities=ENTITIES, documents=[PAPER]).refused
    return ledger


def held(ledger: timeline.Ledger, day: str) -> list[str]:
    return [str(each.low) for each in ledger.as_of(day).own(company="Acme").stakes]


def test_what_a_program_states_is_recorded_and_answered_from(ledger: timeline.Ledger) -> None:
    done = ledger.append(stake(occurred="2025-02-01", after="7%", quote="7%"), message="more")
    assert (done.recorded, done.unchanged, done.problems) == (1, 0, ())
    assert done.commit is not None
    assert (done.commit.number, done.commit.message, done.head) == (2, "more", done.commit.head)
    assert (held(ledger, "2025-01-15"), held(ledger, "2025-02-15")) == (["5"], ["7"])
    assert ledger.sql("SELECT low FROM ownership_of('Acme', '2025-02-15')").to_dicts() == [
        {"low": "7"}
    ]
    assert ledger.verify().ok


def test_what_is_recorded_already_is_not_recorded_again(ledger: timeline.Ledger) -> None:
    done = ledger.append(stake(), entities=ENTITIES)
    assert (done.commit, done.recorded, done.unchanged) == (None, 0, 3)
    assert len(ledger.commits()) == 1


def test_a_further_source_is_a_confirmation(ledger: timeline.Ledger) -> None:
    further = PAPER | {"id": "journal"}
    quotes = [{"document": each, "quote": "5% of Acme"} for each in ("paper", "journal")]
    again = stake(quote=quotes)
    done = ledger.append(again, documents=[further])
    assert [each.type for each in done.entries] == ["document-described", "confirmed"]
    assert ledger.append(again).recorded == 0


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"company": "nobody"}, "entity-unknown"),
        ({"occurred": "2025-04-01", "document": "nothing"}, "document-unknown"),
        ({"after": "many"}, "value-unreadable"),
        ({"type": "stake-eaten"}, "type-unknown"),
        ({"after": "6%", "quote": "6%"}, "fact-changed"),
    ],
)
def test_what_cannot_be_recorded_is_told_and_nothing_is(
    ledger: timeline.Ledger, fields: dict[str, Any], rule: str
) -> None:
    other = stake(occurred="2025-03-01")
    done = ledger.append(other, stake(**fields))
    (problem,) = done.problems
    assert (problem.rule, problem.file, problem.line) == (rule, "python", 2)
    assert (done.refused, done.recorded, done.commit) == (True, 0, None)
    assert len(ledger.commits()) == 1


def test_a_correction_may_be_stated_of_a_fact_that_was_recorded(ledger: timeline.Ledger) -> None:
    (first,) = ledger.as_of("2025-01-15").own(company="Acme").stakes
    right = stake(id="right", after="6%", quote="6%", corrects=first.facts[0], reason="a slip")
    assert ledger.append(right | {"because": "recording"}).recorded == 2
    assert held(ledger, "2025-01-15") == ["6"]


def test_the_files_need_not_have_what_a_program_stated(ledger: timeline.Ledger) -> None:
    assert ledger.check() == ()
    assert ledger.path.with_name("heads.txt").read_text("utf-8").count("\n#1 ") == 1


def test_read_models_follow_each_append(ledger: timeline.Ledger) -> None:
    ledger.append(stake(occurred="2025-02-01", after="7%", quote="7%"))
    with ledger._log.reading() as connection:
        require_followed(connection)
