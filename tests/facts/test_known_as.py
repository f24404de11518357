from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.facts.fold import fold
from timeline.facts.known_as import either_script, foldings, names, plain
from timeline.testing import entity


def test_an_entity_is_known_by_id_name_aliases_and_identifiers() -> None:
    described = entity("acme", name="Acme", aliases=["A", "B"], identifiers={"lei": "5X"})
    assert list(names(described)) == ["acme", "Acme", "A", "B", "5X"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Acme  Works", "acme works"), ("Ａｃｍｅ", "ACME"), (" ﬁne\x1fStraße", "FINE STRASSE")],
)
def test_case_white_space_and_form_of_letters_do_not_matter(one: str, other: str) -> None:
    assert plain(one) == plain(other)


def test_traditional_characters_are_the_simplified_ones_in_either_script_alone() -> None:
    assert plain("上海雲玡") != plain("上海云玡")
    assert either_script("上海雲玡") == either_script("上海云玡")
    assert foldings("上海雲玡") == ("上海雲玡", "上海云玡")
    assert foldings("Acme") == ("acme",)


ASCII = st.text(st.characters(max_codepoint=127)) | st.text(" .a\x1c")


@given(ASCII)
def test_what_is_ascii_folds_as_everything_does(name: str) -> None:
    assert either_script(name) == plain(fold(name).text)


def test_a_name_without_chinese_characters_loads_no_table_of_them() -> None:
    asked = (
        "import sys; from timeline.facts.known_as import foldings; foldings('Größe'); "
        "sys.exit('opencc' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", asked], check=True)
