"""Every table and key of a TOML file is found on its line."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.record.ledgers import ledger_in
from timeline.record.lines import TomlUnreadable, read_toml


def lines_of(text: str, name: str = "fact") -> list[tuple[int, dict[str, int]]]:
    return [(each.line, each.lines) for each in read_toml(text).arrays[name]]


def test_tables_and_keys_have_their_lines() -> None:
    """Comments and blank lines count.

    # a comment
    document = "d"

    [[fact]]
    type = "x"

    occurred = 2025-09-02
    [[fact]]  # another
    type = "y"
    """
    text = ledger_in(test_tables_and_keys_have_their_lines)
    file = read_toml(text)
    assert file.top.lines == {"document": 2}
    assert file.top.values == {"document": "d"}
    assert lines_of(text) == [(4, {"type": 5, "occurred": 7}), (8, {"type": 9})]
    assert file.text[8] == 'type = "y"'


def test_a_key_that_is_not_there_is_on_the_line_of_its_table() -> None:
    table = read_toml('\n[[fact]]\ntype = "x"\n').arrays["fact"][0]
    assert (table.line_of("type"), table.line_of("quote")) == (3, 2)


def test_what_only_looks_like_a_header_or_a_key_is_none() -> None:
    r'''Strings and brackets may hold anything.

    [[fact]]
    note = """
    [[fact]]
    type = "no"
    a quote " and an escaped \""" here
    [[fact]]"""
    other = "[[fact]] # no comment"
    third = '[['
    list = [
        "]",  # ] [[fact]]
        """[[
    [[fact]]
    """,
    ]
    type = "x"
    [[fact]]
    '''
    text = ledger_in(test_what_only_looks_like_a_header_or_a_key_is_none)
    keys = {"note": 2, "other": 7, "third": 8, "list": 9, "type": 15}
    assert lines_of(text) == [(1, keys), (16, {})]


@pytest.mark.parametrize(
    "value",
    [
        *['"""a""""', '"""a"""""', "'''a''''", "'''a'''''", '""""""', "''''''", '""', "''"],
        *[r'"\\"', r'"\""', r'"""\""""', "'''\n\n\"'''", '"""\n\\\n  [[x]]"""', "'\\'"],
    ],
)
def test_strings_end_where_toml_says(value: str) -> None:
    text = f'a = [{value}, "b["]\n[[fact]]\ntype = {value}\nholder = "h"\n'
    down = value.count("\n")
    assert tomllib.loads(text)["fact"]
    assert lines_of(text) == [(2 + down, {"type": 3 + down, "holder": 4 + 2 * down})]


def test_inner_tables_are_keys_of_the_fact_that_they_stand_in() -> None:
    """A table below a fact, dotted keys and lists of tables.

    [[fact]]
    type = "x"
    derived.occurred = "y"
    [fact.metrics]
    type = "no"
    cores = "8"
    [[fact.quote]]
    document = "d"
    [ fact . terms ]
    z = 1
    [[fact]]
    quote = [
      { document = "d", quote = "q" },
    ]
    """
    text = ledger_in(test_inner_tables_are_keys_of_the_fact_that_they_stand_in)
    keys = {"type": 2, "derived": 3, "metrics": 4, "quote": 7, "terms": 9}
    assert lines_of(text) == [(1, keys), (11, {"quote": 12})]


def test_names_may_stand_in_quotation_marks() -> None:
    text = '"document" = "d"\n[["fact"]]\n\'type\' = "x"\n'
    assert read_toml(text).top.lines == {"document": 1}
    assert lines_of(text) == [(2, {"type": 3})]


def test_keys_below_a_table_elsewhere_are_nobodys() -> None:
    text = '[[fact]]\ntype = "x"\n[other]\nholder = 1\n[[a.b]]\ncompany = 2\n[["x y"]]\nnote = 3\n'
    file = read_toml(text)
    assert lines_of(text) == [(1, {"type": 2})]
    assert file.top.lines["other"] == 3
    assert set(file.top.values) == {"other", "a", "x y"}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('a = 1\nb = "\n', 2, "Illegal character"),
        ("a = 1\nb\n", 2, "Expected '='"),
        ("a = 1\n\na = 2\n", 3, "stands twice"),
        ("[[fact]]\n[fact]\n", 2, "Cannot declare"),
        ("a = '''\n\n", 3, "Expected \"'''\""),
        ("x = " + "[" * 9000, 1, "too deep"),
        ("x = " + "{a=" * 9000, 1, "too deep"),
        ("x = " + "9" * 9000, 1, "too long"),
        ("x = 2025-02-30\n", 1, "no such day"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(TomlUnreadable) as error:
        read_toml(text)
    assert error.value.line == line
    assert said in error.value.message
    assert "at line" not in error.value.message


def test_other_signs_that_end_a_line_elsewhere_end_none_here() -> None:
    text = '# a\u2028b\x85c\n[[fact]]\nnote = "x\u2029y"\ntype = "z"\n'
    file = read_toml(text)
    assert lines_of(text) == [(2, {"note": 3, "type": 4})]
    assert file.text[3] == 'type = "z"'


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        values = tomllib.loads(text)
    except ValueError:
        with pytest.raises(TomlUnreadable):
            read_toml(text)
        return
    file = read_toml(text)
    found: dict[str, Any] = dict(file.top.values)
    found |= {name: [each.values for each in tables] for name, tables in file.arrays.items()}
    assert found == values


SCRAPS = st.sampled_from(
    [
        *["[[fact]]", "[[fact.quote]]", "[fact.metrics]", "[other]", '[["fact"]]', "[[entity]]"],
        *["# [[fact]] '''", "", "  ", '[[fact]] # """'],
    ]
)
STRINGS = st.sampled_from(
    [
        *['"""\n[[fact]]\nx = "y"\n"""', "'''\n[[fact]]'''", '"[[fact]]"', "'\"'", "[\n1,\n[2]]"],
        *['{ a = "}", b = [1] }', '""""""', '"""a""""', "2025-09-02", '"\\""', "'''''a'''''"],
    ]
)


@given(st.lists(st.one_of(SCRAPS, STRINGS), max_size=12))
def test_each_key_is_found_on_the_line_where_it_was_written(parts: list[str]) -> None:
    text, keys = "", []
    for number, part in enumerate(parts):
        if (part[:1] in {"[", "#"} and not part.startswith("[\n")) or not part.strip():
            text += part + "\n"
        else:
            keys.append((f"k{number}", text.count("\n") + 1))
            text += f"k{number} = {part}\n"
    try:
        file = read_toml(text)
    except TomlUnreadable:
        return
    tables = [file.top, *(each for several in file.arrays.values() for each in several)]
    for key, line in keys:
        for table in tables:
            if key in table.values:
                assert table.line_of(key) == line
