"""The timeline as a picture in text: what a person sees at a wide and at a narrow screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.facts.events import of_class
from tests.show.given import NAMES, drawn, entity, told
from timeline.facts.names import FACTS
from timeline.show.names import Names
from timeline.show.timeline import timeline
from timeline.testing import changed, fact, stated

if TYPE_CHECKING:
    from timeline.facts.fact import Fact
    from timeline.views.chronicle import Told

SNAPSHOTS = Path(__file__).parent / "snapshots"


def story() -> list[Told]:
    """Return facts of every kind of day, standing and certainty."""
    return [
        told(
            fact("company-founded", id="a", on="2018", company="t-head", founders=["alibaba"]),
            "first",
            "second",
            "third",
        ),
        told(
            fact(
                "commitment-made",
                id="b",
                on="2025-02",
                by=["alibaba"],
                purpose="cloud",
                amount=">380bn CNY",
                period="2025-02/P3Y",
            ),
            "second",
            standing="official",
        ),
        told(
            changed(
                "ant",
                "baidu",
                id="c",
                on="2025-06-20/2025-07-14",
                before="7%",
                after="5.5%",
                cause="sold",
            ),
            "second",
        ),
        told(stated("yunya", "yunhe-zh", "[25%, 50%)", id="d", on="2025-08-01"), "first"),
        told(
            changed("yunya", "yunhe", id="e", on="2025-09-02", before="3.34%", after="3.68%"),
            "netease-ant-chips",
        ),
        told(
            fact(
                "price-moved",
                id="f",
                on="2025-09-12",
                company="baidu",
                line="9888.HK",
                percent="8.8%",
            ),
            "first",
            superseded_by="g",
        ),
        told(
            fact(
                "price-moved",
                id="g",
                on="2025-09-12",
                company="baidu",
                line="9888.HK",
                percent="8.08%",
                cause="news of its own chips",
            ),
            "first",
        ),
        told(
            fact("price-moved", id="h", on="2025-09-12", company="alibaba", direction="down"),
            "first",
            superseded_by="retracted:h",
        ),
        told(
            fact("programme-moved", id="i", programme="own-chip", stage="testing"),
            "first",
            verified=False,
            standing="rumoured",
            certainty="possible",
        ),
        told(
            fact(
                "claim-answered",
                id="j",
                on="[2025-09-05..2025-09-15]",
                of="i",
                answer="no-comment",
                by="alibaba",
            )
        ),
    ]


@pytest.mark.parametrize("width", [60, 100])
def test_the_timeline_is_drawn_as_kept(width: int) -> None:
    picture = drawn(timeline(story(), NAMES, title="Chips"), width)
    assert picture == (SNAPSHOTS / f"timeline-{width}.txt").read_text(encoding="utf-8")


def test_nothing_to_tell_is_said_in_a_friendly_line() -> None:
    assert drawn(timeline([], NAMES)).splitlines()[0] == " Nothing is told of that."


@given(
    st.lists(
        st.sampled_from(sorted(FACTS)).flatmap(lambda name: of_class(FACTS[name])), max_size=3
    ),
    st.integers(60, 140),
)
def test_no_line_is_wider_than_the_screen(facts: list[Fact], width: int) -> None:
    picture = drawn(timeline([told(each, "a-document") for each in facts], NAMES), width)
    assert all(cell_len(line) <= width for line in picture.splitlines())


@pytest.mark.parametrize("width", [60, 79, 80, 120])
def test_a_name_too_long_for_its_line_is_broken_and_not_cut(width: int) -> None:
    name = "上海云玡企业管理咨询有限公司" * 8
    names = Names({"long": entity("long", name)})
    picture = drawn(timeline([told(fact("company-founded", id="a", company="long"))], names), width)
    body = "".join(
        line[17:] for line in picture.splitlines() if line.startswith(" │") or "○" in line
    )
    assert name in "".join(body.split())


def test_markup_and_escapes_in_names_are_printed_and_not_obeyed() -> None:
    names = Names({"evil": entity("evil", "[bold red]Evil[/] :smile: \x1b[31mCo\nLtd")})
    picture = drawn(
        timeline([told(fact("company-founded", id="a", company="evil"), "[link]d")], names)
    )
    assert "[bold red]Evil[/] :smile: ␛[31mCo Ltd was founded" in picture
    assert "[link]d ✓" in picture
    assert "\x1b" not in picture


def test_a_day_of_a_month_stands_under_its_month_and_one_of_a_year_under_its_year() -> None:
    facts = [
        fact("company-founded", id="a", on="2025-12-31", company="baidu"),
        fact("company-founded", id="b", on="2025", company="baidu"),
        fact("company-founded", id="c", on="[2019..2025-12-31]", company="baidu"),
    ]
    lines = drawn(timeline([told(each) for each in facts], NAMES)).splitlines()
    heads = [line.removeprefix(" ├─ ") for line in lines if line.startswith(" ├─")]
    assert heads == ["December", "during 2019 – 2025", "during 2025"]
