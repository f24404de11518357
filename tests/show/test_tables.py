"""The tables of ownership, strategy and deals, drawn from answers as the views give them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from tests.show.given import ENTITIES, NAMES, drawn, when
from timeline.show.deals import deals
from timeline.show.holdings import group, stakes
from timeline.show.strategies import strategies
from timeline.testing import changed, fact, given, stated
from timeline.views import deals as deals_view
from timeline.views import ownership
from timeline.views import strategies as strategies_view
from timeline.views.groups import group_stakes
from timeline.views.knowledge import Knowledge
from timeline.views.question import Question
from timeline.views.strategies import months

if TYPE_CHECKING:
    from rich.console import RenderableType

    from timeline.facts.fact import Event

SNAPSHOTS = Path(__file__).parent / "snapshots"
ON = Question(on=date(2025, 9, 1))
FACTS: tuple[Event, ...] = (
    *ENTITIES,
    fact("control-stated", id="a", on="[..2025-08-26]", holder="ant", company="yunya"),
    changed("yunya", "xinyuan", id="b", on="2025-08-26", after="1.87%"),
    changed("yunya", "yunhe", id="c", on="2025-09-02", before="3.34%", after="3.68%"),
    changed("alibaba", "yunhe-zh", id="d", on="[..2025-09-15]", after=">0%"),
    stated(
        "alibaba",
        "tesla",
        "[25%, 50%)",
        id="e",
        on="2025-08-01",
        jointly_with=["ant"],
        interest="votes",
    ),
    stated("baidu", "tesla", id="f", on="2025", shares="12,000", class_="B"),
    fact("strategy-stated", id="g", on="2023", company="ant", theme="ai-first"),
    fact(
        "commitment-made",
        id="h",
        on="2025-02",
        by=["alibaba"],
        purpose="cloud",
        amount=">380bn CNY",
        period="2025-02/P3Y",
    ),
    fact(
        "spending-reported",
        id="i",
        on="2025-08",
        company="alibaba",
        purpose="ai-servers",
        amount="100bn CNY",
    ),
    fact("programme-moved", id="j", on="2025-08-28", programme="own-chip", stage="testing"),
    fact(
        "deal-moved",
        id="k",
        on="2025-03-01",
        deal="c-sky",
        state="announced",
        kind="acquisition",
        parties={"acquirer": "alibaba", "target": "c-sky"},
        stake="100%",
        amount="4bn USD",
    ),
    fact("deal-moved", id="l", on="[2025-08-20..2025-09-20]", deal="c-sky", state="cleared"),
)


def knowledge(question: Question = ON) -> Knowledge:
    return Knowledge(ownership.start().all(given(*FACTS).log), question)


def answer(name: str) -> RenderableType:
    known = knowledge()
    owned = ownership.owned(known)
    answers: dict[str, RenderableType] = {
        "stakes": stakes(owned.held, owned.controls, NAMES, ON),
        "group": group(group_stakes("ant", owned), owned.controls, NAMES, ON),
        "strategies": strategies(strategies_view.strategies(known, owned), NAMES, ON),
        "deals": deals(deals_view.deals(known), NAMES, ON),
    }
    return answers[name]


ANSWERS = ["deals", "group", "stakes", "strategies"]


@pytest.mark.parametrize("width", [60, 100])
@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_drawn_as_kept(name: str, width: int) -> None:
    kept = SNAPSHOTS / f"{name}-{width}.txt"
    assert drawn(answer(name), width) == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("width", range(60, 141, 5))
def test_no_line_of_an_answer_is_wider_than_the_screen(name: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in drawn(answer(name), width).splitlines())


def test_the_question_is_said_above_its_answer() -> None:
    question = Question(on=date(2025, 9, 1), known=date(2025, 9, 5), recorded=12)
    picture = drawn(stakes([], [], NAMES, question))
    assert picture.splitlines()[0] == " On 1 Sep 2025, as known on 5 Sep 2025, as recorded by #12"
    assert "Nothing is known to have been held." in picture


def test_empty_answers_are_said_in_words() -> None:
    assert "Nothing is known" in drawn(group([], [], NAMES, ON))
    assert "Nothing is known" in drawn(strategies([], NAMES, ON))
    assert "No deal is known" in drawn(deals([], NAMES, ON))


@pytest.mark.parametrize(
    ("period", "on", "far"),
    [
        ("2025-02/P3Y", date(2025, 9, 1), (6, 7, 36)),
        ("2025-02/P3Y", date(2025, 2, 1), (0, 0, 36)),
        ("2025-02/P3Y", date(2030, 1, 1), (36, 36, 36)),
        ("2025-02/P3Y", date(2025, 3, 1), (0, 1, 36)),
        ("2025-02/P3Y", date(2028, 2, 15), (35, 36, 36)),
        ("2025-01-01/2025-12-31", date(2025, 7, 1), (6, 6, 12)),
        ("2025-01-01/2025-12-31", date(2025, 12, 31), (12, 12, 12)),
        ("2025-01-01/P1M", date(2025, 1, 31), (1, 1, 1)),
        ("2025-02/..", date(2025, 9, 1), None),
        ("2025", date(2025, 9, 1), None),
    ],
)
def test_how_far_in_a_period_a_day_is(
    period: str, on: date, far: tuple[int, int, int] | None
) -> None:
    told = when(period)
    assert told is not None
    assert months(told, on) == far
