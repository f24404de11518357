"""Every type has one stored name, which is the only link to its class."""

from __future__ import annotations

import re

import attrs
import pytest

from timeline.facts.expected import Expected
from timeline.facts.fact import Event, Fact, plain_name
from timeline.facts.names import FACTS, NAMES, TypeUnknown, class_of
from timeline.facts.records import Corrected

PROMISED = """
    stake-changed stake-stated capital-changed control-stated control-ended deal-moved
    agreement-made agreement-ended company-founded company-renamed company-merged company-listed
    company-delisted company-dissolved person-moved valuation-stated strategy-stated
    commitment-made spending-reported results-reported programme-moved price-moved policy-changed
    claim-answered statement-ended
"""


def test_the_types_are_those_that_were_promised() -> None:
    assert sorted(FACTS) == sorted(PROMISED.split())
    assert {"corrected", "retracted", "confirmed"} <= set(NAMES) - set(FACTS)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_class_is_found_by_the_name_that_it_says(name: str) -> None:
    cls = class_of(name)
    assert name == cls.TYPE
    assert cls.VERSION >= 1
    assert re.fullmatch(r"([a-z]+-)?([a-z]+ed|made)", name)
    assert issubclass(cls, Fact) == (name in FACTS)


def test_no_two_types_share_a_class() -> None:
    assert len(set(NAMES.values())) == len(NAMES)


def test_every_class_of_event_has_a_name_but_for_what_is_never_recorded() -> None:
    def below(cls: type[Event]) -> set[type[Event]]:
        return {cls}.union(*(below(each) for each in cls.__subclasses__()))

    ours = {each for each in below(Event) if each.__module__.startswith("timeline.")}
    assert {each for each in ours if each.TYPE} == {*NAMES.values(), Expected}


@pytest.mark.parametrize("name", sorted(FACTS))
def test_what_an_id_is_made_of_are_fields(name: str) -> None:
    cls = FACTS[name]
    assert set(cls.KEY) <= {plain_name(each.name) for each in attrs.fields(cls)}
    assert cls.KEY


def test_a_name_that_is_none_is_told_with_the_nearest() -> None:
    with pytest.raises(TypeUnknown, match="“stake-changd”") as error:
        class_of("stake-changd")
    assert "“stake-changed”" in error.value.hint


def test_with_no_name_near_the_hint_says_where_they_are_listed() -> None:
    assert "docs/reference/facts.md" in TypeUnknown("zzz", FACTS).hint


def test_the_names_of_the_logs_own_events_are_not_offered_for_facts() -> None:
    assert "“corrected”" not in TypeUnknown("correctd", FACTS).hint
    assert class_of("corrected") is Corrected
