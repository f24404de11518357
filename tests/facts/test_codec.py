"""An event is written as canonical text, the same for ever, and reads back equal."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.events import events, of_class
from timeline import dates
from timeline.errors import TimelineError
from timeline.facts.codec import PayloadUnreadable, decode, encode, entry, recorded
from timeline.facts.deals import DealMoved
from timeline.facts.entry import Commit, Stored
from timeline.facts.fact import Citation, DocumentRef, EntityRef, Event, Party
from timeline.facts.names import NAMES, TypeUnknown
from timeline.facts.ownership import ControlEnded, StakeChanged
from timeline.facts.records import EntityDescribed
from timeline.facts.upcasts import UpcastMissing
from timeline.shares import Share

# What the log held once it holds for ever: commits are chained by the digests of
# these very texts. A line of this file is never changed and never taken out. A
# new version of a type gets a line of its own beside the old one, which from
# then on shows that the old payload is still read.
GOLDEN = [
    json.loads(line)
    for line in Path(__file__).with_name("payloads.jsonl").read_text("utf-8").strip().split("\n")
]


def a_transfer() -> StakeChanged:
    return StakeChanged(
        id="x", company=EntityRef("c"), from_=EntityRef("a"), to=EntityRef("b"), class_="A",
        after=Share.parse("3.30%"),
    )  # fmt: skip


def payload(**fields: object) -> str:
    return json.dumps({"id": "x", "type": "control-ended", "version": 1} | fields)


@pytest.mark.parametrize("name", sorted(NAMES))
@settings(max_examples=25)
@given(data=st.data())
def test_every_type_reads_back_equal(name: str, data: st.DataObject) -> None:
    event = data.draw(of_class(NAMES[name]))
    again = decode(encode(event))
    assert again == event
    assert type(again) is NAMES[name]
    assert encode(again) == encode(event)


@given(events())
def test_a_payload_is_sorted_and_has_no_white_space(event: Event) -> None:
    text = encode(event)
    fields = json.loads(text)
    written = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert text == written
    assert (fields["type"], fields["version"]) == (event.TYPE, event.VERSION)


@given(events())
def test_a_payload_has_nothing_that_is_at_its_default(event: Event) -> None:
    fields = json.loads(encode(event))
    kept = {
        each.name.rstrip("_")
        for each in attrs.fields(type(event))
        if each.default is attrs.NOTHING or not _at_default(event, each)
    }
    assert set(fields) == kept | {"type", "version"}


def _at_default(event: Event, field: attrs.Attribute[Any]) -> bool:
    default = field.default
    if field.name == "identifiers":
        default = {}
    return bool(getattr(event, field.name) == default)


def test_what_is_nested_leaves_its_defaults_out_too() -> None:
    cited = attrs.evolve(a_transfer(), citations=(Citation(document=DocumentRef("d")),))
    assert json.loads(encode(cited))["citations"] == [{"document": "d"}]


def test_fields_go_by_their_plain_names() -> None:
    assert encode(a_transfer()) == (
        '{"after":"3.30%","class":"A","company":"c","from":"a","id":"x","to":"b",'
        '"type":"stake-changed","version":1}'
    )
    assert decode(encode(a_transfer())) == a_transfer()


def test_values_are_written_as_text_and_other_scripts_as_they_are() -> None:
    deal = DealMoved(
        id="x", deal="蚂蚁", state="announced", occurred=dates.parse("2025Q2"),
        parties=(Party(role="buyer", entity=EntityRef("a")),),
    )  # fmt: skip
    fields = json.loads(encode(deal))
    assert fields["occurred"] == "2025-34"
    assert fields["parties"] == [{"entity": "a", "role": "buyer"}]
    assert "蚂蚁" in encode(deal)


def test_the_order_of_identifiers_makes_no_other_payload() -> None:
    one, other = (
        EntityDescribed(
            id="entity:a", entity=EntityRef("a"), kind="company", name="A", identifiers=each
        )
        for each in ({"lei": "1", "ticker": "2"}, {"ticker": "2", "lei": "1"})
    )
    assert encode(one) == encode(other)


def test_an_entry_has_the_digest_of_its_payload() -> None:
    made = entry(a_transfer(), file="events/a.toml", line=3, verified=(True,))
    assert made.digest == sha256(made.payload.encode()).hexdigest()
    assert (made.id, made.type, made.version) == ("x", "stake-changed", 1)
    assert (made.file, made.line, made.verified) == ("events/a.toml", 3, (True,))


def test_where_a_fact_stands_changes_no_digest() -> None:
    assert entry(a_transfer()).digest == entry(a_transfer(), file="b.toml", line=9).digest


def test_an_unknown_type_is_told_with_the_nearest_names() -> None:
    with pytest.raises(TypeUnknown) as error:
        decode(payload(type="control-endet"))
    assert "“control-endet”" in error.value.message
    assert "“control-ended”" in error.value.hint


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"holder": "a", "company": "b", "colour": "red"}, "colour"),
        ({"holder": "a"}, "company"),
    ],
)
def test_a_payload_with_a_field_unknown_or_missing_is_not_read(
    fields: dict[str, object], said: str
) -> None:
    with pytest.raises(PayloadUnreadable, match=said) as error:
        decode(payload(**fields))
    assert "verify" in error.value.hint


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "{}", '{"type":"control-ended"}'])
def test_what_is_no_payload_is_an_error_of_ours(text: str) -> None:
    with pytest.raises(PayloadUnreadable):
        decode(text)


@given(st.text() | st.dictionaries(st.text(), st.text()).map(json.dumps))
def test_no_text_raises_anything_else(text: str) -> None:
    with pytest.raises(TimelineError):
        decode(text)


def test_a_payload_of_a_newer_version_is_not_guessed_at() -> None:
    with pytest.raises(UpcastMissing, match="version 2"):
        decode(payload(version=2, holder="a", company="b"))


def test_an_unreadable_value_is_told_in_its_own_words() -> None:
    with pytest.raises(TimelineError, match="2025-99"):
        decode(payload(holder="a", company="b", occurred="2025-99"))


def test_stored_events_are_read_back_with_their_commit() -> None:
    event = ControlEnded(id="x", holder=EntityRef("a"), company=EntityRef("b"))
    at = datetime(2026, 11, 21, tzinfo=UTC)
    commit = Commit(number=1, at=at, message="", events=2, prior="0" * 64, head="f" * 64)
    kept = entry(event, file="events/a.toml", line=4)
    withdrawn = attrs.evolve(kept, payload="")
    back = recorded(
        [Stored(entry=kept, position=1, commit=1), Stored(entry=withdrawn, position=2, commit=1)],
        [commit],
    )
    assert [each.event for each in back] == [event]
    assert (back[0].position, back[0].commit, back[0].at) == (1, 1, at)
    assert (back[0].file, back[0].line) == ("events/a.toml", 4)


def test_every_type_has_an_old_payload() -> None:
    assert {json.loads(each["payload"])["type"] for each in GOLDEN} == set(NAMES)


@pytest.mark.parametrize("line", GOLDEN, ids=lambda line: str(line["digest"])[:8])
def test_an_old_payload_is_read_and_has_the_digest_that_it_had(line: dict[str, str]) -> None:
    text = line["payload"]
    assert sha256(text.encode()).hexdigest() == line["digest"]
    event = decode(text)
    if json.loads(text)["version"] == event.VERSION:
        assert encode(event) == text
        assert entry(event).digest == line["digest"]
