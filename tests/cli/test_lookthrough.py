"""Economic look-through on the command line, from a ledger of a few companies."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

STAKES = (
    ("a", "b", "40%"), ("b", "a", "30%"), ("x", "a", "50%"),
    ("d", "e", "100%"), ("e", "d", "100%"), ("d", "c", "10%"), ("x", "c", "5%"),
)  # fmt: skip
ON = ("--on", "2025-06-01")


@pytest.fixture
def circles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tl: Run) -> Path:
    """A ledger of companies that hold each other, recorded, as the present folder."""
    entities = (f'[[entity]]\nid = "co-{name}"\nkind = "company"\nname = "{name.upper()} Co"\n'
                for name in "abcdex")  # fmt: skip
    facts = (
        '[[fact]]\ntype = "stake-stated"\noccurred = "2025-01-01"\n'
        f'holder = "co-{holder}"\ncompany = "co-{company}"\nstake = "{share}"\n'
        for holder, company, share in STAKES
    )
    folder = tmp_path / "circles" / "events"
    folder.mkdir(parents=True)
    (folder / "circles.toml").write_text("\n".join([*entities, *facts]), encoding="utf-8")
    monkeypatch.chdir(folder.parent)
    assert tl("record", ".")[0] in {0, 1}
    return folder.parent


def through(tl: Run, holder: str, *more: str) -> dict[str, Any]:
    code, out, err = tl("own", "--holder", holder, "--look-through", "economic", *ON, *more,
                        "--json")  # fmt: skip
    assert code == 0, err
    return dict(json.loads(out))


def test_shares_of_companies_that_hold_each_other_are_exact(circles: Path, tl: Run) -> None:
    found = {each["company"]: each for each in through(tl, "X Co")["stakes"]}
    assert {name: each["fraction"] for name, each in found.items()} == {
        "co-a": "25/44", "co-b": "5/22", "co-c": None,
    }  # fmt: skip
    first = found["co-a"]
    assert (first["low"], first["high"]) == ("56.818181818181", "56.818181818182")
    assert (first["interest"], first["basis"]) == ("economic", "look-through")
    assert [each["through"] for each in found["co-b"]["paths"]] == [["co-x", "co-a"]]
    assert (found["co-c"]["low"], found["co-c"]["basis"]) == ("5", "stated")


def test_one_company_alone_has_the_row_that_it_has_among_all(circles: Path, tl: Run) -> None:
    every = through(tl, "X Co")["stakes"]
    assert through(tl, "X Co", "--company", "B Co")["stakes"] == [
        each for each in every if each["company"] == "co-b"
    ]


def test_a_circle_with_no_solution_is_a_problem_beside_the_other_rows(
    circles: Path, tl: Run
) -> None:
    found = through(tl, "D Co")
    assert [(each["company"], each["low"]) for each in found["stakes"]] == [("co-c", "10")]
    (problem,) = found["problems"]
    assert problem["rule"] == "holding-circle"
    assert "“co-d” and “co-e”" in problem["message"]
    code, out, _ = tl("own", "--holder", "D Co", "--look-through", "economic", *ON)
    assert code == 0
    assert "“co-d” and “co-e” hold all of each other" in out
    assert "C Co" in out


def test_on_the_screen_the_ways_are_told(circles: Path, tl: Run) -> None:
    code, out, _ = tl("own", "--holder", "X Co", "--look-through", "economic", *ON)
    assert code == 0
    assert "through A Co; and what comes round again" in out


def test_a_look_through_begins_with_a_holder(circles: Path, tl: Run) -> None:
    code, _, err = tl("own", "--look-through", "economic")
    assert code == 2
    assert "--holder" in err
