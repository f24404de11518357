from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from timeline.api.beginning import example
from timeline.facts.names import FACTS
from timeline.facts.schema import schema

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = schema()
FILES = sorted([*(example() / "events").glob("*.toml"), *(example() / "seeds").glob("*.toml")])


def faults(table: dict[str, Any]) -> list[str]:
    return [each.message for each in Draft202012Validator(SCHEMA).iter_errors(table)]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_of_the_example_is_as_the_schema_says(path: Path) -> None:
    assert faults(tomllib.loads(path.read_text(encoding="utf-8"))) == []


def test_what_is_expected_of_answers_may_stand_beside_facts_and_inherit() -> None:
    expected = {"on": "2025-09-01", "known": "2025-09-05", "stake": ">3%", "certainty": "possible"}
    assert faults({"holder": "ant", "company": "kite", "expect": [expected]}) == []
    assert faults({"on": "2025-09-01", "expect": [{"holder": ["ant", "bob"]}]}) == []


@pytest.mark.parametrize("name", sorted(FACTS))
def test_every_type_of_fact_can_be_completed_field_by_field(name: str) -> None:
    described = SCHEMA["$defs"][name]
    assert described["properties"]["type"] == {"const": name}
    assert described["description"].endswith(".")
    assert {"occurred", "quote", "corrects", "was"} <= set(described["properties"])
    assert "citations" not in described["properties"]
    assert not {each for each in described["properties"] if each.endswith("_")}


@pytest.mark.parametrize(
    "table",
    [
        {"fact": [{"type": "stake-chnged"}]},
        {"fact": [{"type": "stake-changed", "compny": "acme"}]},
        {"fact": [{"type": "stake-changed", "after": 3.68}]},
        {"fact": [{"type": "stake-changed", "cause": "stolen"}]},
        {"entity": [{"id": "acme", "kind": "firm", "name": "Acme"}]},
        {"expect": [{"on": "2025-09-01", "steak": "3.68%"}]},
        {"expect": [{"on": "2025-09-01", "certainty": "sure"}]},
        {"facts": []},
    ],
)
def test_what_the_program_refuses_the_schema_refuses(table: dict[str, Any]) -> None:
    assert faults(table)
