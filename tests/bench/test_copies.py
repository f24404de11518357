"""Copies of a market side by side are answered as if the views had composed all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from tests.market.market import Market
from timeline.api.appending import rebuild
from timeline.api.verifying import verify
from timeline.store.log import Log
from timeline.store.proving import digest
from tools.bench import ours, raw
from tools.bench.place import Place, facts_in, place_of
from tools.bench.questions import QUESTIONS
from tools.bench.side import summed

if TYPE_CHECKING:
    from pathlib import Path

    from tools.bench.side import Side

COPIES = 3
EVENTFUL = Market(
    events=1_200, acquired=0.6, joint=0.1, corrected_source=0.05, corrected_recording=0.05,
    retracted=0.03, duplicates=0.03, rivals=0.03, vague_publication=0.1,
)  # fmt: skip
MODELS = ("stakes", "stakes_by_holder", "controls", "claims", "bearings", "settled",
          "deals", "facts", "citations", "entities", "documents")  # fmt: skip
ASKED = [
    pytest.param(side, id=f"{asked.name}: {side.name}")
    for asked in QUESTIONS
    if asked.name in {"market-day", "known-day"}
    for side in asked.sides
    if side.name.startswith(("our", "raw"))
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Return the place of the copies."""
    folder = tmp_path_factory.mktemp("places") / "copies"
    found = Place(folder=folder, market=EVENTFUL, copies=COPIES)
    ours.log_of(found)
    return found


def test_the_read_models_of_copies_are_those_that_rebuild_makes(place: Place) -> None:
    log = Log(ours.log_of(place))
    repeated = digest(log)
    assert verify(log, quick=True) == []
    assert rebuild(log) == repeated


@pytest.mark.parametrize("model", MODELS)
def test_each_read_model_has_the_rows_of_all_copies(place: Place, model: str) -> None:
    def count(path: Path) -> int:
        with duckdb.connect(path, read_only=True) as connection:
            ((found,),) = connection.execute(f"SELECT count(*) FROM {model}").fetchall()  # noqa: S608 - our own name
        return int(found)

    one = count(ours.log_of(place.one))
    assert one > 0
    assert count(ours.log_of(place)) == COPIES * one


def rows(place: Place, name: str) -> list[dict[str, Any]]:
    files = facts_in(place.parquet()) if name == "facts" else str(place.parquet() / name)
    with duckdb.connect() as connection:
        found = connection.read_parquet(files)
        return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


@pytest.mark.parametrize("name", ["facts", "documents.parquet", "entities.parquet"])
def test_a_copy_tells_what_the_one_market_does_in_its_order_and_under_ids_of_its_own(
    place: Place, name: str
) -> None:
    told, copied = rows(place.one, name), rows(place, name)
    assert len(copied) == COPIES * len(told)
    for copy in range(1, COPIES + 1):
        sign = f"+{copy}"
        of_copy = copied[copy - 1 :: COPIES]
        assert [
            {
                column: value.removesuffix(sign) if isinstance(value, str) else value
                for column, value in row.items()
            }
            for row in of_copy
        ] == told
        names = sorted(str(row["id"]) for row in told)
        assert sorted(str(row["id"]) for row in of_copy) == [each + sign for each in names]


@pytest.mark.parametrize("side", ASKED)
def test_of_copies_every_side_finds_as_much_as_of_the_one_in_each(place: Place, side: Side) -> None:
    def answer(of: Place) -> tuple[int, ...]:
        rounds = side.timing(of)
        return summed(next(rounds)())

    one = answer(place.one)
    assert one[0] > 0
    assert answer(place) == tuple(COPIES * each for each in one)


def test_the_names_that_are_asked_about_are_of_several_copies(place: Place) -> None:
    assert {each.partition("+")[2] for each in raw.names(place, "company")} > {"1", "2"}


def test_a_place_is_of_one_market_up_to_the_largest_and_of_copies_above(tmp_path: Path) -> None:
    one, many = (place_of(tmp_path, each, largest=1_000) for each in (1_000, 3_000))
    assert (one.copies, one.events, many.copies, many.events) == (1, 1_000, 3, 3_000)
    assert many.one == one
    assert many.folder != place_of(tmp_path, 3_000, largest=500).folder
    with pytest.raises(ValueError, match="no whole number of copies"):
        place_of(tmp_path, 2_500, largest=1_000)
