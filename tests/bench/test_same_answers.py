"""On a market told exactly and to the day, all sides answer as the pure views do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.market.facts import recorded
from tests.market.market import Market
from timeline.views import ownership
from timeline.views.filing import Filing
from timeline.views.question import Question
from tools.bench import raw
from tools.bench.place import Place
from tools.bench.questions import QUESTIONS
from tools.bench.side import summed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.bench.side import Answer
    from tools.bench.side import Question as Asked

EXACT = Market(
    events=3_000, vague_year=0.0, vague_month=0.0, vague_quarter=0.0, vague_range=0.0, undated=0.0,
    undisclosed=0.0, banded=0.0, with_before=0.0, by_alone=0.0, stated=0.0, joint=0.0, votes=0.0,
    misquoted=0.0, founded=0.0, issues=0.0, acquired=0.0, corrected_source=0.0,
    corrected_recording=0.0, retracted=0.0, confirmed=0.0, duplicates=0.0, rivals=0.0,
    vague_publication=0.0, retold=0.0, rumoured=0.0,
)  # fmt: skip
SIDES = [
    pytest.param(asked, side.name, id=f"{asked.name}: {side.name}")
    for asked in QUESTIONS
    if asked.expected
    for side in asked.sides
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(folder=tmp_path_factory.mktemp("place"), market=EXACT)


@pytest.fixture(scope="module")
def filing() -> Filing:
    return Filing().all(list(recorded(EXACT)))


def held(filing: Filing, question: Question) -> Iterator[tuple[str, str, object, object]]:
    for each in ownership.read(filing, question).held:
        if each.level.high:
            yield each.key.holders[0], each.key.company, each.level.low, each.level.high


def by_views(place: Place, filing: Filing, name: str) -> Answer:
    on = Question(on=place.on)
    if name == "market-day":
        return summed(list(held(filing, on)))
    if name == "known-day":
        return summed(list(held(filing, Question(on=place.on, known=place.known))))
    of = name.removeprefix("one-")
    at = 0 if of == "holder" else 1
    names = raw.names(place, of)
    rows = list(held(filing, on))
    return summed([each for name in names for each in rows if each[at] == name])


@pytest.mark.parametrize("name", ["market-day", "known-day", "one-company", "one-holder"])
def test_the_plain_query_answers_as_the_views_do(place: Place, filing: Filing, name: str) -> None:
    asked = next(each for each in QUESTIONS if each.name == name)
    assert asked.expected is not None
    expected = asked.expected(place)
    assert expected == by_views(place, filing, name)
    assert expected[0] > 5


@pytest.mark.parametrize(("asked", "name"), SIDES)
def test_every_side_answers_as_the_plain_query_does(place: Place, asked: Asked, name: str) -> None:
    assert asked.expected is not None
    try:
        rounds = asked.side(name).timing(place)
        answer = summed(next(rounds)())
    except NotImplementedError:
        pytest.skip("not built yet")
    except ModuleNotFoundError as fault:
        pytest.skip(f"{fault.name} is not installed")
    assert answer == asked.expected(place)
