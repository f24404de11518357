"""What the files say of themselves agrees: ids, names, publications."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.record.ledgers import places, seed, write
from timeline.record.consistency import consistent
from timeline.record.ledger import read_ledger

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from timeline.errors import Problem

ENDED = '[[fact]]\ntype = "control-ended"\nholder = "a"\ncompany = "b"\ndocument = "d"\n'


def problems(root: Path, files: Mapping[str, str]) -> list[Problem]:
    ledger = read_ledger([write(root, files)])
    assert ledger.problems == ()
    return consistent(ledger)


def entity(name: str, called: str, *aliases: str) -> str:
    head = f'[[entity]]\nid = "{name}"\nkind = "company"\nname = "{called}"\n'
    return f"{head}aliases = {list(aliases)}\n"


def test_a_ledger_in_order_has_no_problems(tmp_path: Path) -> None:
    files = {
        "seeds/d.toml": seed("d"), "events/a.toml": ENDED,
        "events/e.toml": entity("a", "A") + entity("b", "B", "乙"),
    }  # fmt: skip
    assert problems(tmp_path, files) == []


def test_an_id_stands_for_one_fact(tmp_path: Path) -> None:
    found = problems(tmp_path, {"events/a.toml": ENDED, "events/b.toml": "\n" + ENDED})
    assert places(found) == ["events/b.toml:2 id-twice"]
    assert "“control-ended-a-b” stands already at events/a.toml:1" in found[0].message


@pytest.mark.parametrize(
    "statement",
    [
        '[[retraction]]\nof = "x"\nreason = "r"\nbecause = "recording"\n',
        '[[confirmation]]\nof = "x"\ndocument = "d"\nquote = "q"\n',
    ],
)
def test_a_fact_is_taken_back_or_confirmed_in_the_same_words_once(
    tmp_path: Path, statement: str
) -> None:
    assert problems(tmp_path, {"events/a.toml": statement}) == []
    found = problems(tmp_path, {"events/a.toml": statement, "events/b.toml": statement})
    assert places(found) == ["events/b.toml:2 id-twice"]
    assert "stands already at events/a.toml:1" in found[0].message


def test_an_id_stands_for_one_document_and_one_entity(tmp_path: Path) -> None:
    files = {
        "seeds/d.toml": seed("d"), "seeds/e.toml": seed("d"),
        "events/e.toml": entity("a", "A") + entity("a", "A"),
    }  # fmt: skip
    found = problems(tmp_path, files)
    assert places(found) == ["events/e.toml:7 id-twice", "seeds/e.toml:1 id-twice"]
    assert ["entity “a”" in found[0].message, "document “d”" in found[1].message] == [True, True]


def test_a_fact_and_an_entity_may_share_an_id(tmp_path: Path) -> None:
    files = {"events/a.toml": ENDED + 'id = "a"\n', "events/e.toml": entity("a", "A")}
    assert problems(tmp_path, files) == []


@pytest.mark.parametrize(
    ("second", "line"),
    [
        (entity("b", "alpha"), 9),
        (entity("b", "B", "ALPHA"), 10),
        (entity("b", "A"), 9),
        (entity("甲", "B"), 7),
    ],
)
def test_a_name_stands_for_one_entity(tmp_path: Path, second: str, line: int) -> None:
    found = problems(tmp_path, {"events/e.toml": entity("a", "Alpha", "甲") + second})
    assert places(found) == [f"events/e.toml:{line} name-twice"]
    assert "“a”" in found[0].message


def test_an_entity_may_say_its_own_name_twice(tmp_path: Path) -> None:
    assert problems(tmp_path, {"events/e.toml": entity("alpha", "Alpha", "ALPHA")}) == []


def test_an_open_publication_is_closed_by_the_day_of_reading(tmp_path: Path) -> None:
    openly = {"seeds/d.toml": seed("d", published="2025-09-02/..")}
    closed = {"seeds/d.toml": seed("d", published="2025-09-02/..", more='retrieved = "2026"\n')}
    assert places(problems(tmp_path / "a", openly)) == ["seeds/d.toml:3 publication-open"]
    assert problems(tmp_path / "b", closed) == []


def test_a_document_is_no_copy_of_itself(tmp_path: Path) -> None:
    found = problems(tmp_path, {"seeds/d.toml": seed("d", more='origin = "d"\n')})
    assert places(found) == ["seeds/d.toml:4 origin-itself"]
