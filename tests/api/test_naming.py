from __future__ import annotations

import pytest

from timeline.api.naming import NameAmbiguous, entity_named
from timeline.errors import NotFound
from timeline.facts.fact import EntityRef
from timeline.facts.records import EntityDescribed


def entity(identifier: str, name: str, *aliases: str, **identifiers: str) -> EntityDescribed:
    return EntityDescribed(
        id=f"entity:{identifier}",
        entity=EntityRef(identifier),
        kind="company",
        name=name,
        aliases=aliases,
        identifiers=identifiers,
    )


ENTITIES: dict[str, EntityDescribed] = {
    each.entity: each
    for each in (
        entity("shanghai-yunya", "Shanghai Yunya", "上海云玡"),
        entity("alibaba", "Alibaba", "阿里巴巴", ticker="9988.HK"),
        entity("acme-1", "Acme"),
        entity("acme-2", "ACME"),
    )
}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("shanghai-yunya", "shanghai-yunya"),
        ("Shanghai  YUNYA", "shanghai-yunya"),
        ("上海云玡", "shanghai-yunya"),
        ("上海雲玡", "shanghai-yunya"),
        ("9988.HK", "alibaba"),
        ("ａｌｉｂａｂａ", "alibaba"),
        ("acme-2", "acme-2"),
    ],
)
def test_an_entity_is_found_by_any_of_its_names_in_either_script(name: str, found: str) -> None:
    assert entity_named(name, ENTITIES) == found


def test_a_name_of_two_entities_is_refused_and_both_are_named() -> None:
    with pytest.raises(NameAmbiguous) as refused:
        entity_named("Acme", ENTITIES)
    assert refused.value.hint == "say which: “acme-1” or “acme-2”"


def test_an_unknown_name_gets_the_nearest() -> None:
    with pytest.raises(NotFound) as refused:
        entity_named("Alibab", ENTITIES)
    assert "“Alibaba”" in refused.value.hint


def test_an_empty_log_says_that_it_describes_nobody() -> None:
    with pytest.raises(NotFound) as refused:
        entity_named("Alibaba", {})
    assert refused.value.hint == "the log describes no entity by then"
