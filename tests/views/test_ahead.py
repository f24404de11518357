"""What is asked for is loaded ahead, of many events at one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from timeline.testing import changed, corrected, deal, document, given, retracted
from timeline.views.ahead import load_ahead
from timeline.views.filing import Filing
from timeline.views.knowledge import Knowledge
from timeline.views.ownership import told_of
from timeline.views.question import Question

if TYPE_CHECKING:
    from collections.abc import Collection

    from timeline.facts.entry import Recorded
    from timeline.facts.places import Place

LOG = given(
    document("paper", "2025-01-01"),
    changed("anna", "acme", id="a", on="2025-01-01", after="5%", cites=[("paper", "5%")]),
    changed("bert", "acme", id="b", on="2025-01-01", after="6%"),
    changed("carl", "acme", id="c", on="2025-01-02", after="1%", part_of="b"),
    corrected("a", "b"),
    deal("d", "announced", id="e", on="2025-01-01", acquirer="anna", target="acme"),
    deal("d", "completed", id="f", on="2025-02-01", acquirer="anna", target="acme"),
    changed("anna", "bolt", id="g", on="2025-01-01", after="5%"),
    retracted("c"),
).log


class Shelf:
    """The events above, and how often somebody asked for some of them."""

    def __init__(self) -> None:
        self.filing = Filing().all(LOG)
        self.asked = 0

    def load(self, places: Collection[Place]) -> list[Recorded]:
        self.asked += 1
        found = {each.position: each for place in places for each in self.filing.under(*place)}
        return [found[position] for position in sorted(found)]


def test_what_was_loaded_ahead_is_not_asked_for_again() -> None:
    shelf = Shelf()
    filing = Filing.over(shelf.load)
    load_ahead(filing, about=["acme"])
    asked = shelf.asked
    assert asked <= 4
    now, whole = (Knowledge(each, Question(on=LOG[0].at.date())) for each in (filing, shelf.filing))
    assert told_of(now, "acme") == told_of(whole, "acme")
    assert shelf.asked == asked
    assert [each.event.id for each in filing.under("about", "bolt")] == ["g"]
    assert shelf.asked == asked + 1


def test_what_an_event_works_on_is_loaded_too() -> None:
    shelf = Shelf()
    filing = Filing.over(shelf.load)
    load_ahead(filing, touching=[LOG[0].event], deals=["d"])
    asked = shelf.asked
    assert [each.event.id for each in filing.under("citing", "paper")] == ["a"]
    assert [each.event.id for each in filing.under("deal", "d")] == ["e", "f"]
    assert [each.event.id for each in filing.under("statement", "a")] == ["corrected:a:b"]
    assert shelf.asked == asked


def test_a_filing_over_others_reads_as_if_they_had_been_filed_first() -> None:
    shelf = Shelf()
    first = Filing.over(shelf.load)
    more = changed("dora", "acme", id="h", on="2025-03-01", after="2%")
    (further,) = given(*(each.event for each in LOG), more).log[len(LOG) :]
    filing = first.file(further)
    assert [each.event.id for each in filing.under("about", "acme")][-2:] == ["f", "h"]
    assert [each.event.id for each in first.under("about", "acme")][-1:] == ["f"]
    other = first.file(further).file(further)
    assert [each.event.id for each in other.under("about", "dora")] == ["h"]


def test_a_whole_kind_is_not_asked_of_events_that_are_kept_elsewhere() -> None:
    with pytest.raises(KeyError, match="facts"):
        Filing.over(Shelf().load).under("facts")
