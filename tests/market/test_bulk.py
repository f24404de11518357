"""The files of a market: the same for one seed, in order, and consistent but where they say so."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any, get_args

import attrs
import duckdb
import pytest

from tests.market.bulk import Format, write_bulk
from tests.market.facts import events
from tests.market.market import Market
from tests.market.rows import COLUMNS
from tests.market.shape import Seen, Shape, fitted, shape
from timeline.facts.fact import plain_name
from timeline.facts.names import FACTS
from timeline.facts.ownership import StakeChanged, StakeStated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Row = dict[str, Any]
SMALL = Market(events=2_000, batches=7)
LARGE = Market(events=20_000)
NO_FIELDS = {"document", "of", "corrects", "reason", "because", "batch"}  # of a fact's class


def rows_of(files: list[Path]) -> list[Row]:
    """Read rows back from Parquet files, in their order."""
    with duckdb.connect() as connection:
        found = connection.read_parquet([str(each) for each in files])
        return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    return rows_of(write_bulk(SMALL, tmp_path_factory.mktemp("small"), rows_a_file=300))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    return rows_of(write_bulk(LARGE, tmp_path_factory.mktemp("large")))


def digests(market: Market, folder: Path, format_: Format) -> dict[str, str]:
    write_bulk(market, folder, format_, rows_a_file=150)
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in folder.glob("*.*")}


@pytest.mark.parametrize("format_", get_args(Format))
def test_one_seed_makes_the_same_bytes_and_another_makes_others(
    tmp_path: Path, format_: Format
) -> None:
    market = Market(events=400)
    first, second = (digests(market, tmp_path / name, format_) for name in ("first", "second"))
    other = digests(Market(events=400, seed=2), tmp_path / "other", format_)
    assert first == second
    assert set(first) == {
        f"{name}.{format_}"
        for name in ("facts-0001", "facts-0002", "facts-0003", "documents", "entities")
    }
    assert all(other[name] != digest for name, digest in first.items())


def test_the_columns_are_fields_of_facts(small: list[Row]) -> None:
    fields = {plain_name(each.name) for cls in FACTS.values() for each in attrs.fields(cls)}
    plain = {each.partition(".")[0] for each in COLUMNS}
    assert plain - NO_FIELDS - {"type"} <= fields
    assert tuple(small[0]) == COLUMNS


def test_there_are_as_many_rows_as_were_asked_for_each_with_an_id_of_its_own(
    small: list[Row],
) -> None:
    assert len({each["id"] for each in small}) == SMALL.events


def test_deliveries_come_in_order_and_what_puts_right_comes_after(small: list[Row]) -> None:
    batches = [each["batch"] for each in small]
    assert batches == sorted(batches)
    assert set(batches) == set(range(1, SMALL.batches + 1))
    place = {each["id"]: at for at, each in enumerate(small)}
    following = [(each["id"], each["corrects"] or each["of"]) for each in small]
    answered = [(place[name], place[of]) for name, of in following if of]
    assert answered
    assert all(of < at for at, of in answered)


def test_documents_and_entities_of_the_facts_are_described_once(tmp_path: Path) -> None:
    facts = rows_of(write_bulk(SMALL, tmp_path))
    documents = [each["id"] for each in rows_of([tmp_path / "documents.parquet"])]
    entities = [each["id"] for each in rows_of([tmp_path / "entities.parquet"])]
    naming = ("holder", "company", "jointly_with", "parties.acquirer", "parties.target")
    named = {each[column] for each in facts for column in naming} - {None}
    assert len(documents) == len(set(documents))
    assert set(documents) == {each["document"] for each in facts} - {None}
    assert len(entities) == len(set(entities))
    assert named <= set(entities)


# --- levels ---------------------------------------------------------------------------------


def percent(text: str) -> Decimal | None:
    """Return an exact level, or None for one that is not told exactly."""
    if text == "none":
        return Decimal(0)
    return Decimal(text[:-1]) if text[0].isdigit() else None


def firm(rows: list[Row]) -> Iterator[tuple[Row, Decimal, Decimal | None]]:
    """Give the facts on stakes that stand, in the order of their pair, with what they tell."""
    wrong = {each["corrects"] or each["of"] for each in rows if each["type"] != "confirmed"}
    for row in rows:
        told = row["stake"] or row["after"]
        if row["holder"] is None or told is None or row["id"] in wrong:
            continue
        level = percent(told)
        if level is not None:
            yield row, level, None if row["before"] is None else percent(row["before"])


def steps(rows: list[Row]) -> dict[tuple[str, int], tuple[Decimal, Decimal | None]]:
    """Return the levels of each pair by its step, which ids tell; the first telling counts."""
    found: dict[tuple[str, int], tuple[Decimal, Decimal | None]] = {}
    for row, level, before in firm(rows):
        if row["id"].count("-") == 2 or row["corrects"]:
            _, pair, step = row["id"].split("-")[:3]
            found[pair, int(step)] = (level, before)
    return found


def test_the_level_before_is_the_last_level_but_for_the_share_that_is_misquoted() -> None:
    chained = broken = 0
    market = attrs.evolve(LARGE, misquoted=0.05, undated=0.0)
    rows = list(_texts(market))
    again = {each["id"].rpartition("-")[0] for each in rows if each["order"]}
    levels = steps([each for each in rows if each["id"].rpartition("-")[0] not in again])
    for (pair, step), (_, before) in levels.items():
        if before is not None and (last := levels.get((pair, step - 1))):
            chained += 1
            broken += last[0] != before
    assert chained > 500
    assert broken / chained == pytest.approx(0.05, abs=0.02)


def _texts(market: Market) -> Iterator[Row]:
    from tests.market.rows import made

    with made(market) as rows:
        yield from rows.texts()


def test_the_holders_of_one_company_have_no_more_than_the_whole(large: list[Row]) -> None:
    last: dict[tuple[str, str], Decimal] = {}
    for row, level, _ in firm(large):
        if row["id"].startswith("f-"):
            last[row["company"], row["holder"]] = level
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for (company, _), level in last.items():
        sums[company] += level
    rivals = 0.01
    assert sum(each > 100 for each in sums.values()) / len(sums) < rivals


# --- shape ----------------------------------------------------------------------------------


def original(name: str) -> bool:
    """Tell whether an id is that of a fact on a stake, not of one that repeats or mends it."""
    return name.startswith("f-") and name.count("-") == 2


def shape_of_rows(rows: list[Row]) -> Shape:
    return shape(
        (
            Seen(
                holder=each["holder"], company=each["company"], occurred=each["occurred"] or "",
                round=each["document"],
            )
            for each in rows if original(each["id"])
        ), LARGE.first.year, LARGE.last.year,
    )  # fmt: skip


def shape_of_events(market: Market) -> Shape:
    return shape(
        (
            Seen(
                holder=str(each.holder), company=each.company,
                occurred=str(each.occurred or ""), round=each.citations[0].document,
            )
            for each in events(market)
            if isinstance(each, StakeChanged | StakeStated) and original(each.id)
        ), market.first.year, market.last.year,
    )  # fmt: skip


def test_files_and_events_have_the_same_shape(large: list[Row]) -> None:
    assert shape_of_rows(large) == shape_of_events(LARGE)


def test_the_shape_is_what_the_parameters_say(large: list[Row]) -> None:
    found = shape_of_rows(large)
    assert found.pair.things == pytest.approx(LARGE.pairs, rel=0.02)
    assert found.vague == {
        "year": pytest.approx(LARGE.vague_year, abs=0.01),
        "month": pytest.approx(LARGE.vague_month, abs=0.02),
        "quarter": pytest.approx(LARGE.vague_quarter, abs=0.01),
        "range": pytest.approx(LARGE.vague_range, abs=0.01),
        "undated": pytest.approx(LARGE.undated, abs=0.002),
    }
    assert found.weekend == pytest.approx(sum(LARGE.weekdays[5:]), abs=0.02)


def test_the_tails_are_as_heavy_as_the_parameters_say() -> None:
    """Each pair is told of about once, so that the pairs' own law is seen."""
    market = Market(
        events=30_000, pairs=20_000, companies=6_000, holders=6_000, holding_companies=0.0
    )
    told = [each for each in _texts(market) if original(each["id"])]
    company, _ = fitted(each["company"] for each in told)
    holder, _ = fitted(each["holder"] for each in told)
    assert company == pytest.approx(market.company_exponent, abs=0.15)
    assert holder == pytest.approx(market.holder_exponent, abs=0.15)


SHARES: dict[str, tuple[Callable[[Row], bool], Callable[[Row], bool]]] = {
    "with_before": (lambda row: row["type"] == "stake-changed", lambda row: bool(row["before"])),
    "by_alone": (lambda row: row["type"] == "stake-changed", lambda row: bool(row["by"])),
    "priced": (lambda row: row["type"] == "stake-changed", lambda row: bool(row["paid"])),
    "votes": (lambda row: row["interest"] is not None, lambda row: row["interest"] == "votes"),
    "joint": (lambda row: row["interest"] is not None, lambda row: bool(row["jointly_with"])),
    "official": (
        lambda row: row["standing"] is not None,
        lambda row: row["standing"] == "official",
    ),
}


@pytest.mark.parametrize("name", SHARES)
def test_a_share_is_what_its_parameter_says(large: list[Row], name: str) -> None:
    whole, part = SHARES[name]
    rows = [each for each in large if whole(each)]
    share = sum(map(part, rows)) / len(rows)
    assert share == pytest.approx(getattr(LARGE, name), abs=0.02)


def test_each_kind_of_answer_comes_as_often_as_its_parameter_says(large: list[Row]) -> None:
    ends = Counter(each["id"].split("-")[3] for each in large if each["id"].count("-") == 3)
    stakes = sum(original(each["id"]) for each in large)
    wanted = {
        "4": LARGE.corrected_source, "5": LARGE.corrected_recording, "6": LARGE.retracted,
        "7": LARGE.confirmed, "8": LARGE.duplicates, "9": LARGE.rivals,
    }  # fmt: skip
    for kind, share in wanted.items():
        assert ends[kind] / stakes == pytest.approx(share, abs=4 * (share / stakes) ** 0.5), kind
