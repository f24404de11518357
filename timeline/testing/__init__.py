"""Test ledgers and views: facts given, a day asked about, and plain asserts.

    from timeline.testing import changed, given

    def test_the_eve_of_a_change_has_the_level_before() -> None:
        view = given(changed("ant", "kite", on="2025-09-02", before="3.34%", after="3.68%")).on(
            "2025-09-01"
        )
        assert view.stake("ant", "kite") == "3.34%"

pytest finds the plugin by itself; `-p no:timeline` switches it off.
"""

from __future__ import annotations

from timeline.testing.answered import NOT_TOLD, Answered, Stake, written
from timeline.testing.clocks import Clock
from timeline.testing.days import days, to_day
from timeline.testing.facts import (
    FactUnfit,
    changed,
    confirmed,
    controls,
    corrected,
    deal,
    document,
    entity,
    event,
    fact,
    issue,
    renamed,
    retracted,
    stated,
)
from timeline.testing.given import FIRST_COMMIT, Given, given
from timeline.testing.replaying import Step, replay, replays
from timeline.testing.then import Then
from timeline.testing.verdict import Verdict
from timeline.testing.viewing import ViewUnfit, check_view

__all__ = [
    "FIRST_COMMIT",
    "NOT_TOLD",
    "Answered",
    "Clock",
    "FactUnfit",
    "Given",
    "Stake",
    "Step",
    "Then",
    "Verdict",
    "ViewUnfit",
    "changed",
    "check_view",
    "confirmed",
    "controls",
    "corrected",
    "days",
    "deal",
    "document",
    "entity",
    "event",
    "fact",
    "given",
    "issue",
    "renamed",
    "replay",
    "replays",
    "retracted",
    "stated",
    "to_day",
    "written",
]
