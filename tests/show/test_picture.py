"""Pictures as files: the same bytes each time, nothing from elsewhere, nothing obeyed."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from tests.show.given import NAMES, entity, told
from tests.show.test_timeline import story
from timeline.show.names import Names
from timeline.show.picture import html, markdown, svg
from timeline.show.timeline import timeline
from timeline.testing import fact

EVIL = Names({"evil": entity("evil", "<script>&\x1b[31m *a* [b](http://c) `d` $e$ @f ~~g~~")})
FOUNDED = told(fact("company-founded", company="evil"), "first")


def test_a_picture_is_the_same_each_time() -> None:
    assert svg(timeline(story(), NAMES)) == svg(timeline(story(), NAMES))
    assert html(timeline(story(), NAMES)) == html(timeline(story(), NAMES))


def test_a_picture_refers_to_nothing_elsewhere() -> None:
    for drawn in (svg(timeline(story(), NAMES)), html(timeline(story(), NAMES))):
        addresses = set(re.findall(r"https?://[^\"' )]+", drawn))
        assert addresses <= {"http://www.w3.org/2000/svg"}
        assert "@import" not in drawn


def test_an_svg_is_well_formed_and_tells_the_story() -> None:
    root = ET.fromstring(svg(timeline(story(), NAMES), title="Chips & deals"))  # noqa: S314
    texts = [each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "Shanghai Yunya" in texts
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "Chips & deals"


def test_chinese_takes_two_cells_a_character() -> None:
    root = ET.fromstring(svg(timeline(story(), NAMES)))  # noqa: S314
    lengths = {each.text: each.get("textLength") for each in root.iter() if each.text}
    assert lengths["云合智网"] == f"{8 * 8.4:.1f}"
    assert lengths["T-Head"] == f"{6 * 8.4:.1f}"


def test_text_from_outside_is_escaped_in_every_kind_of_file() -> None:
    for drawn in (svg(timeline([FOUNDED], EVIL)), html(timeline([FOUNDED], EVIL))):
        assert "<script>" not in drawn
        assert "&lt;script&gt;&amp;␛[31m" in drawn
        assert "\x1b" not in drawn
    assert r"\<script\>\&␛\[31m \*a\* \[b\](http\://c) \`d\` \$e\$ \@f \~\~g\~\~ was founded" in (
        markdown([FOUNDED], EVIL)
    )


def test_markdown_lists_the_story_by_year_and_month() -> None:
    assert markdown(story(), NAMES).splitlines()[:8] == [
        "## 2018",
        "",
        "- **2018** Alibaba founded T-Head *(first, second, third)*",
        "",
        "## 2025",
        "",
        "### February",
        "",
    ]
    assert "- **12 Sep** ~~Baidu rose 8.8% (9888.HK)~~ → corrected by g *(first)*" in (
        markdown(story(), NAMES)
    )
