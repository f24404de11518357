from __future__ import annotations

from timeline.facts.places import HEADINGS, places
from timeline.testing import changed, corrected, document, entity, fact, renamed


def test_every_place_has_a_heading_and_is_given_once() -> None:
    several = (
        changed("anna", "acme", cites=[("paper", "10%"), ("paper", "10 per cent")]),
        corrected("a", "b"),
        renamed("a", "b"),
        entity("acme"),
        document("paper", "2025-01-01", origin="other"),
        fact("statement-ended", of="x~2"),
    )
    for each in several:
        found = list(places(each))
        assert len(found) == len(set(found))
        assert {heading for heading, _ in found} <= {*HEADINGS}


def test_a_fact_is_found_by_its_first_id_and_anything_else_by_its_own() -> None:
    assert ("fact", "x") in places(changed("anna", "acme", id="x~2"))
    assert ("event", "entity:acme") in places(entity("acme"))
    assert ("ending", "x") in places(fact("statement-ended", of="x~2"))


def test_the_headings_of_a_log_stay_in_their_places() -> None:
    """Their numbers are kept in every log."""
    assert HEADINGS[:4] == ("event", "about", "citing", "fact")
    assert HEADINGS.index("answer") == 12
