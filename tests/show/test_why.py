from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from attrs import evolve

from timeline.show.names import Names
from timeline.show.screen import console
from timeline.show.why import Quoted, drawn, written
from timeline.testing import fact, given
from timeline.views.filing import Filing
from timeline.views.knowledge import Knowledge
from timeline.views.question import Question
from timeline.views.why import Why, why_fact

if TYPE_CHECKING:
    from timeline.views.in_force import InForce

DAY = date(2025, 9, 12)
QUESTION = Question(on=DAY)
ESCAPE = "rose [red]8.08%\x1b[31m"


def why() -> Why:
    rise = fact(
        "price-moved", id="rise", company="baidu", on="2025-09-12", percent="8.08%",
        cites=[("paper", ESCAPE)],
    )  # fmt: skip
    (told,) = given(rise).log
    told = evolve(told, at=datetime(2025, 9, 15, tzinfo=UTC), file="events/a.toml", line=3)
    found = why_fact("rise", Knowledge(Filing().file(told), QUESTION))
    assert isinstance(found, Why)
    return found


def quotes(source: InForce) -> list[Quoted]:
    return [
        Quoted(
            document=each.citation.document,
            origin="agency",
            quote=each.citation.quote,
            sentence=f"On Friday it {each.citation.quote} in Hong Kong.",
            verified=True,
        )
        for each in source.sources
    ]


def test_the_json_has_the_answer_the_rules_the_facts_and_what_was_left_out() -> None:
    document = written(why(), quotes, Names({}), QUESTION)
    assert document["answer"] == "baidu rose 8.08%"
    assert document["left_out"] == []
    (fact,) = document["facts"]
    assert (fact["id"], fact["role"]) == ("rise", "fact")
    assert fact["quotes"] == [
        {
            "document": "paper",
            "origin": "agency",
            "quote": ESCAPE,
            "sentence": f"On Friday it {ESCAPE} in Hong Kong.",
            "verified": True,
        }
    ]


def test_the_drawing_names_the_place_and_obeys_nothing_that_a_document_says() -> None:
    screen = console(width=60, color=False)
    with screen.capture() as captured:
        screen.print(drawn(why(), quotes, Names({}), QUESTION))
    text = captured.get()
    assert "events/a.toml:3" in text
    assert "✓ “rose [red]8.08%␛[31m”" in text
    assert "which prints agency again" in text
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 60


def test_what_has_no_quote_is_drawn_with_its_document_alone() -> None:
    screen = console(width=60, color=False)
    with screen.capture() as captured:
        screen.print(drawn(why(), lambda _: [evolve(quotes(_)[0], quote="")], Names({}), QUESTION))
    text = captured.get()
    assert "“”" not in text
    assert "which prints agency again" in text
