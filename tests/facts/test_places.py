from __future__ import annotations

from timeline.facts.places import FILED, HEADINGS, filed, places
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


def test_a_part_is_found_by_the_change_that_it_is_a_part_of() -> None:
    assert ("part", "whole") in places(changed("anna", "acme", after="5%", part_of="whole~2"))


def test_an_entity_is_found_by_each_of_its_names_folded() -> None:
    described = entity(
        "yunya", name="Shanghai  Yunya", aliases=["上海雲玡", "YUNYA"], identifiers={"lei": "5X"}
    )
    named = [name for heading, name in places(described) if heading == "named"]
    assert named == ["yunya", "shanghai yunya", "上海雲玡", "上海云玡", "5x"]


def test_a_view_files_under_no_name_which_it_would_have_to_fold() -> None:
    assert {heading for heading, _ in filed(entity("acme"))} == {"event", "entity"}
    assert {*HEADINGS} - {*FILED} == {"named"}


def test_the_headings_of_a_log_stay_in_their_places() -> None:
    """Their numbers are kept in every log."""
    assert HEADINGS[:4] == ("event", "about", "citing", "fact")
    assert HEADINGS.index("answer") == 12
    assert HEADINGS[13:] == ("owned", "named", "part")
