from __future__ import annotations

import pytest

from timeline.facts.names import FACTS, TypeUnknown
from timeline.testing import changed, entity, fact, given, stated
from timeline.testing.facts import FactUnfit
from timeline.testing.given import IdsClash


@pytest.mark.parametrize("type_", FACTS)
def test_every_type_of_fact_can_be_made_with_nothing_told(type_: str) -> None:
    assert type_ == fact(type_).TYPE


def test_what_is_told_stands_and_what_is_not_is_plain() -> None:
    made = given(changed(company="kite", on="2025-01-01"))
    assert made.on("2025-01-01").stake("holder", "kite") == "10%"


def test_a_transfer_needs_no_holder() -> None:
    made = fact("stake-changed", from_="ann", to="bob", by="1 point")
    assert "holder" not in repr(made.id)


def test_a_fact_that_cannot_be_read_says_every_fault() -> None:
    with pytest.raises(FactUnfit) as told:
        changed("ant", "kite", after="5", beforr="4%")
    assert told.value.message == (
        "this is no stake-changed: “beforr” is no field of stake-changed;"
        " “after”: “5” has no percent sign"
    )


def test_a_type_that_is_unknown_is_told_with_the_nearest() -> None:
    with pytest.raises(TypeUnknown, match="stake-change"):
        fact("stake-change")


def test_two_facts_of_one_id_are_refused() -> None:
    with pytest.raises(IdsClash, match="“stake-stated-a-b”"):
        given(stated("a", "b", "5%"), stated("a", "b", "6%"))


def test_a_name_is_looked_up_where_names_are_described() -> None:
    facts = given(entity("kite", name="Blue Kite"), stated("ant", "kite", "5%", on="2025-01-01"))
    assert facts.on("2025-01-01").stake("ant", "Blue Kite") == "5%"
