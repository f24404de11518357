"""A table of a file becomes an event, or says of each field what is wrong with it."""

from __future__ import annotations

import datetime as dt
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.facts.deals import DealMoved
from timeline.facts.fact import Derivation, Event, Metric, Party
from timeline.facts.measure import parse as measure
from timeline.facts.names import NAMES
from timeline.facts.ownership import ControlEnded, StakeChanged
from timeline.facts.records import EntityDescribed
from timeline.facts.strategy import CommitmentMade, ProgrammeMoved
from timeline.record.tables import Fault, admitted, read_event

CHANGE = 'id = "x"\nholder = "a"\ncompany = "c"\n'
DEAL = 'id = "x"\ndeal = "d"\nstate = "announced"\n'
CHIP = 'id = "x"\nprogramme = "p"\nstage = "testing"\n'


def read(cls: type[Event], toml: str) -> Any:  # noqa: ANN401 - a test looks at its fields
    event, faults = read_event(cls, tomllib.loads(toml))
    assert faults == []
    return event


def faults(cls: type[Event], toml: str) -> list[Fault]:
    event, found = read_event(cls, tomllib.loads(toml))
    assert event is None
    return found


def told(cls: type[Event], toml: str) -> list[tuple[str, str, str]]:
    return [(each.rule, each.field, each.message) for each in faults(cls, toml)]


def test_fields_go_by_the_names_that_files_use() -> None:
    event = read(StakeChanged, 'id = "x"\ncompany = "c"\nfrom = "a"\nto = "b"\nclass = "A"\n')
    assert (event.from_, event.to, event.class_) == ("a", "b", "A")
    assert {"from", "class"} <= set(admitted(StakeChanged))
    assert not {"from_", "class_"} & set(admitted(StakeChanged))


@pytest.mark.parametrize("written", ['"2025-09-02"', "2025-09-02"])
def test_a_date_may_stand_without_quotation_marks(written: str) -> None:
    assert str(read(StakeChanged, CHANGE + f"occurred = {written}").occurred) == "2025-09-02"


def test_a_year_or_a_count_may_stand_without_quotation_marks() -> None:
    event = read(StakeChanged, CHANGE + "occurred = 2018\nshares = 5")
    assert (str(event.occurred), str(event.shares)) == ("2018", "5")


@pytest.mark.parametrize(("written", "proposed"), [("3.68", '"3.68"'), ("nan", '"nan"')])
def test_a_float_is_refused_with_a_hint(written: str, proposed: str) -> None:
    (fault,) = faults(StakeChanged, CHANGE + f"after = {written}")
    assert fault.rule == "value-unreadable"
    assert fault.field == "after"
    assert fault.hint == f"write it in quotation marks: {proposed}"


def test_a_percentage_without_its_sign_is_told_how_to_write_it() -> None:
    (fault,) = faults(StakeChanged, CHANGE + 'after = "3.68"')
    assert "“after”: “3.68” has no percent sign" in fault.message
    assert "3.68%" in fault.hint


def test_one_value_may_stand_where_a_list_may() -> None:
    one = read(CommitmentMade, 'id = "x"\nby = "a"\npurpose = "p"')
    several = read(CommitmentMade, 'id = "x"\nby = ["a", "b"]\npurpose = "p"')
    assert (one.by, several.by) == (("a",), ("a", "b"))


def test_parties_are_a_table_of_roles_or_a_list_of_tables() -> None:
    table = read(DealMoved, DEAL + 'parties = { buyer = ["a", "b"], target = "c" }').parties
    listed = read(DealMoved, DEAL + 'parties = [{ role = "buyer", entity = "a" }]').parties
    assert [(each.role, each.entity) for each in table] == [
        ("buyer", "a"), ("buyer", "b"), ("target", "c"),
    ]  # fmt: skip
    assert listed == table[:1] == (Party(role="buyer", entity=table[0].entity),)


def test_metrics_are_a_table_of_figures_with_units() -> None:
    metrics = read(ProgrammeMoved, CHIP + 'metrics = { process = ["28 nm", "22 nm"], cores = 8 }')
    assert metrics.metrics == (
        Metric(name="process", value=measure("28 nm")),
        Metric(name="process", value=measure("22 nm")),
        Metric(name="cores", value=measure("8")),
    )


def test_a_derivation_is_of_the_day_or_a_table_of_fields() -> None:
    day = Derivation(field="occurred", source="two days before x")
    short = read(StakeChanged, CHANGE + 'derived = "two days before x"')
    table = read(
        StakeChanged, CHANGE + 'derived = { occurred = "two days before x", after = "sum" }'
    )
    assert short.derived == (day,)
    assert table.derived == (day, Derivation(field="after", source="sum"))


def test_an_entitys_identifiers_are_texts_by_name() -> None:
    entity = read(
        EntityDescribed,
        'id = "entity:a"\nentity = "a"\nkind = "company"\nname = "A"\n'
        'identifiers = { ticker = "9988.HK" }',
    )
    assert entity.identifiers == {"ticker": "9988.HK"}


def test_a_field_that_the_type_does_not_admit_is_told_with_the_nearest() -> None:
    (fault,) = faults(StakeChanged, CHANGE + 'affter = "5%"')
    assert (fault.rule, fault.field) == ("field-unknown", "affter")
    assert fault.message == "“affter” is no field of stake-changed"
    assert "“after”" in fault.hint


def test_with_no_field_near_the_hint_lists_them_all() -> None:
    (fault,) = faults(ControlEnded, 'id = "x"\nholder = "a"\ncompany = "c"\nzzz = 1')
    assert fault.hint.startswith("it may have: company, derived, document, effective")
    assert "quote" in fault.hint
    assert "citations" not in fault.hint


def test_each_missing_field_is_told() -> None:
    assert told(ControlEnded, 'id = "x"') == [
        ("field-missing", "holder", "“holder” is missing"),
        ("field-missing", "company", "“company” is missing"),
    ]


def test_every_fault_of_a_table_is_told_at_once() -> None:
    found = told(StakeChanged, 'id = "x"\nafter = 3.5\noccurred = "soon"\ncolour = "red"')
    assert [(rule, field) for rule, field, _ in found] == [
        ("field-unknown", "colour"),
        ("field-missing", "company"),
        ("value-unreadable", "occurred"),
        ("value-unreadable", "after"),
    ]


@pytest.mark.parametrize(
    ("cls", "toml", "said"),
    [
        (StakeChanged, CHANGE + "note = 5", "“note”: this is a number, where a text is due"),
        (StakeChanged, CHANGE + "note = true", "“note”: this is true or false, where a text"),
        (StakeChanged, CHANGE + "note = ['a']", "“note”: this is a list, where a text is due"),
        (StakeChanged, CHANGE + "note = {}", "“note”: this is a table, where a text is due"),
        (StakeChanged, CHANGE + "note = 2025-01-01", "“note”: this is a date, where a text"),
        (StakeChanged, CHANGE + "note = 10:00:00", "“note”: this is a time of day, where a"),
        (StakeChanged, CHANGE + "after = ['5%']", "“after”: this is a list, where a text is due"),
        (StakeChanged, CHANGE + "order = '1'", "“order”: “1” is no whole number"),
        (StakeChanged, CHANGE + "order = true", "“order”: “True” is no whole number"),
        (StakeChanged, CHANGE + "effective = 1", "“effective”: “1” is no true or false"),
        (StakeChanged, CHANGE + "derived = 3", "“derived”: this is a number, where a table"),
        (DealMoved, DEAL + "parties = 'a'", "“parties”: this is a text, where a table is due"),
        (DealMoved, DEAL + "parties = [{role = 'a'}]", "“parties”: “entity” is missing"),
        (DealMoved, DEAL + "parties = {a = 5}", "“parties”: this is a number, where a text"),
        (DealMoved, DEAL + "parties = [{role = 'a', entity = 'b', x = 1}]",
         "“parties”: it has no field “x”"),
        (ProgrammeMoved, CHIP + "metrics = {cores = 1.5}", "“metrics”: this is a number, where"),
        (ProgrammeMoved, CHIP + "metrics = {cores = 'many'}", "“many” is no figure with a unit"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_told_in_our_words(
    cls: type[Event], toml: str, said: str
) -> None:
    (fault,) = faults(cls, toml)
    assert fault.rule == "value-unreadable"
    assert said in fault.message


def test_a_word_that_may_not_stand_there_is_told_with_the_nearest() -> None:
    (near,) = faults(StakeChanged, CHANGE + 'cause = "bougth"')
    (far,) = faults(StakeChanged, CHANGE + 'standing = "zzz"')
    assert near.message == "“cause”: “bougth” is none of what may stand here"
    assert "“bought”" in near.hint
    assert far.hint == "one of rumoured, reported, official"


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(["5%", "2025-09-02", "15.47亿 CNY", "reported", "a", "company"]),
        st.integers(),
        st.floats(),
        st.booleans(),
        st.dates(),
        st.datetimes(),
        st.times().map(dt.time.isoformat),
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(st.sampled_from(sorted(NAMES)), st.data())
def test_any_values_make_an_event_or_faults(name: str, data: st.DataObject) -> None:
    cls = NAMES[name]
    keys = st.sampled_from([*admitted(cls), "zzz"])
    values = data.draw(st.dictionaries(keys, VALUES, max_size=8))
    event, found = read_event(cls, values)
    assert (event is None) == bool(found)
    assert all(each.message and "object has no" not in each.message for each in found)
    if event is not None:
        assert isinstance(event, cls)


@pytest.mark.parametrize(
    ("toml", "hint"),
    [
        ('date = "2025-09-02"', "did you mean “occurred”?"),
        ('effective = "yes"', "write true or false, with no quotes"),
        ('order = "1"', "write it like 2, with no quotes"),
        ('note = ["a"]', "write one text, in quotation marks"),
    ],
)
def test_each_fault_says_what_to_do(toml: str, hint: str) -> None:
    (found,) = faults(StakeChanged, CHANGE + toml)
    assert found.hint == hint


def test_what_is_missing_says_what_to_do() -> None:
    assert all(each.hint for each in faults(StakeChanged, 'id = "x"'))
