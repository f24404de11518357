"""What tests of the views are told with: the kit that everybody has."""

from __future__ import annotations

from timeline.testing import (
    Given,
    Stake,
    Then,
    changed,
    confirmed,
    controls,
    corrected,
    deal,
    document,
    entity,
    event,
    fact,
    given,
    issue,
    renamed,
    retracted,
    stated,
    to_day,
    written,
)

__all__ = [
    "Given", "Stake", "Then", "changed", "confirmed", "controls", "corrected", "deal", "document",
    "entity", "event", "fact", "given", "issue", "renamed", "retracted", "stated", "to_day",
    "written",
]  # fmt: skip
