"""How the rules that bound a level by other facts are said in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from timeline.show.answers import basis
from timeline.testing import controls, fact, given, issue, stated

if TYPE_CHECKING:
    from timeline.facts.fact import Fact

A, B, C = "anna", "bert", "acme"
TOLD = stated(A, C, "60%", on="2025-01-01")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ([TOLD, issue(C, on="2025-03-01")], "may be diluted by an issue on 1 Mar 2025"),
        ([TOLD, issue(C, on="2025-03")], "may be diluted by an issue in Mar 2025"),
        (
            [
                controls(A, C, kind="wholly-owned", on="2025-01-01"),
                fact("control-ended", holder=A, company=C, on="2025-03-01"),
            ],
            "unknown since control ended on 1 Mar 2025",
        ),
        (
            [stated(A, C, "<25%", on="2025-01-01"), stated(B, C, "80%", on="2025-01-01")],
            "seen on 1 Jan 2025; no more than others leave",
        ),
        (
            [stated(A, C, ">25%", on="2025-01-01"), stated(B, C, "80%", on="2025-01-01")],
            "seen on 1 Jan 2025; others leave nothing of it",
        ),
    ],
)
def test_what_bounds_a_level_is_said_with_its_day(facts: list[Fact], words: str) -> None:
    stake = given(*facts).on("2025-06-01").stake(A, C)
    assert basis(stake.held) == words
