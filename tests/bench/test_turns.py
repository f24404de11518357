"""Sides are measured in processes of their own, and held to one answer."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import attrs
import duckdb
import pytest

from tests.market.market import Market
from tools.bench import raw, worker
from tools.bench.place import Place
from tools.bench.questions import question
from tools.bench.side import summed
from tools.bench.turns import AnswersDiffer, measured

if TYPE_CHECKING:
    from pathlib import Path

    from tools.bench.side import Question


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(folder=tmp_path_factory.mktemp("place"), market=Market(events=500))


def of_plain_duckdb(name: str) -> Question:
    whole = question(name)
    sides = tuple(each for each in whole.sides if each.name.startswith("raw"))
    return attrs.evolve(whole, sides=sides)


def test_a_side_is_timed_and_its_memory_is_told(place: Place) -> None:
    found = measured(of_plain_duckdb("market-day"), place, rounds=3)
    assert list(found) == ["raw intervals", "raw arg_max", "raw arg_max, order packed"]
    for each in found.values():
        assert 0 < each.least <= each.milliseconds <= each.most
        assert each.memory > 10


def test_what_is_asked_of_several_is_told_for_one(place: Place) -> None:
    once = of_plain_duckdb("one-company")
    many = attrs.evolve(once, parts=1_000_000)
    assert measured(many, place, 1)["raw intervals"].milliseconds < 0.001


def test_a_process_that_was_begun_counts_with_the_one_that_began_it() -> None:
    begun, alone = worker.worked(), time.process_time()
    subprocess.run([sys.executable, "-c", "sum(range(20_000_000))"], check=True)
    ours = time.process_time() - alone
    assert worker.worked() - begun > ours + 0.05


def test_a_side_takes_no_more_facts_than_its_most() -> None:
    side = attrs.evolve(question("market-day").sides[0], share=50, most=20_000)
    assert [side.share_of(10**each) for each in (3, 5, 6, 7)] == [50, 50, 50, 500]
    assert attrs.evolve(side, most=None).share_of(10**7) == 50


def test_what_takes_minutes_is_measured_once(place: Place) -> None:
    once = attrs.evolve(of_plain_duckdb("market-day"), once=True)
    for each in measured(once, place, rounds=3).values():
        assert each.least == each.milliseconds == each.most


def test_a_side_that_answers_otherwise_stops_the_run(tmp_path: Path) -> None:
    place = Place(folder=tmp_path, market=Market(events=500))
    with duckdb.connect(raw.claims(place)) as connection:
        connection.execute("UPDATE by_company SET low = 0, high = 100")
    with pytest.raises(AnswersDiffer, match=r"market-day: raw intervals: .* not "):
        measured(of_plain_duckdb("market-day"), place, 1)


def test_what_a_side_appends_is_counted(place: Place) -> None:
    found = measured(of_plain_duckdb("append-ndjson"), place, 1)
    assert found["raw INSERT from NDJSON"].done == 500


def test_what_was_made_once_is_found_again_and_a_part_is_not(tmp_path: Path) -> None:
    place = Place(folder=tmp_path / "new", market=Market(events=5))
    with pytest.raises(ZeroDivisionError):
        place.once("x", lambda path: path.write_text("half") // 0)
    assert place.once("x", lambda path: path.write_text("whole")).read_text() == "whole"
    assert place.once("x", lambda path: path.write_text("again")).read_text() == "whole"


def test_an_answer_is_how_many_holdings_and_the_sums_of_their_ends() -> None:
    assert summed([("a", "b", 1.25, 2.5), ("c", "d", 1, 1)]) == (2, 225, 350)
    assert summed([(7, 1.5, 2)]) == (7, 150, 200)
    assert summed(9) == (9,)
