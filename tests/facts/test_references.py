"""What an event names is found from the types of its fields."""

from __future__ import annotations

from timeline.dates import parse
from timeline.facts import references
from timeline.facts.claims import StatementEnded
from timeline.facts.deals import DealMoved
from timeline.facts.fact import Citation, DocumentRef, EntityRef, FactRef, Party
from timeline.facts.ownership import StakeChanged
from timeline.facts.records import (
    Confirmed,
    Corrected,
    DocumentDescribed,
    EntityDescribed,
    Renamed,
    Retracted,
)
from timeline.shares import Share

A, B, C = EntityRef("a"), EntityRef("b"), EntityRef("c")
X, Y = FactRef("x"), FactRef("y")


def test_entities_come_with_their_roles_by_the_names_that_files_use() -> None:
    transfer = StakeChanged(
        id="x", company=C, from_=A, to=B, jointly_with=(B, C), said_by=A,
        after=Share.parse("5%"),
    )  # fmt: skip
    assert sorted(references.entities(transfer)) == [
        ("company", "c"), ("from", "a"), ("jointly_with", "b"), ("jointly_with", "c"),
        ("said_by", "a"), ("to", "b"),
    ]  # fmt: skip


def test_parties_come_in_the_roles_that_they_have() -> None:
    deal = DealMoved(
        id="x", deal="d", state="announced",
        parties=(Party(role="buyer", entity=A), Party(role="target", entity=B)),
    )  # fmt: skip
    assert list(references.entities(deal)) == [("buyer", "a"), ("target", "b")]


def test_an_entity_names_itself_and_its_owner() -> None:
    chip = EntityDescribed(id="entity:c", entity=C, kind="programme", name="C", owner=A)
    assert list(references.entities(chip)) == [("entity", "c"), ("owner", "a")]


def test_other_facts_come_with_the_field_that_names_them() -> None:
    ended = StatementEnded(id="z", of=X, how="replaced", by=Y)
    corrected = Corrected(id="corrected:y", of=(X,), by=Y, reason="r", because="source")
    renamed = Renamed(id="renamed:x", of=X, to=Y)
    retracted = Retracted(id="retracted:x+y", of=(X, Y), reason="r", because="recording")
    assert list(references.facts(ended)) == [("of", "x"), ("by", "y")]
    assert list(references.facts(corrected)) == [("of", "x"), ("by", "y")]
    assert list(references.facts(renamed)) == [("of", "x"), ("to", "y")]
    assert list(references.facts(retracted)) == [("of", "x"), ("of", "y")]


def test_a_fact_is_no_entity_and_a_field_left_out_names_nothing() -> None:
    ended = StatementEnded(id="z", of=X, how="met")
    assert list(references.entities(ended)) == []
    assert list(references.facts(ended)) == [("of", "x")]


def test_documents_are_those_cited_and_the_one_that_is_copied() -> None:
    cited = tuple(Citation(document=DocumentRef(each)) for each in ("d", "e", "d"))
    copy = DocumentDescribed(
        id="document:d", document=DocumentRef("d"), publisher="P", published=parse("2025"),
        origin=DocumentRef("e"),
    )  # fmt: skip
    assert list(references.documents(Confirmed(id="c", of=X, citations=cited))) == ["d", "e", "d"]
    assert list(references.documents(copy)) == ["e"]
    assert list(references.documents(Renamed(id="r", of=X, to=Y))) == []
