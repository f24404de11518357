"""Folding makes one text of the many ways to typeset it, and knows where each letter was."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import grows_like_its_size
from timeline.facts.fold import fold, plain, shown
from timeline.record.borders import borders, splits

LETTERS = st.sampled_from(
    [
        *"aeAzé19.,%()（）…—-“”'´`²½①ﬁⅣ％１ \t\n\u3000進行着著乾後か゛ｶﾞ。，「」한글",
        *"\u0301\u3099\u200b\u00ad\ufeff\ufe0f\x1b\u1161",
        *["(jìn)", "（le）", "..."],
    ]
)
TEXTS = st.lists(LETTERS | st.characters(codec="utf-8"), max_size=40).map("".join)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("進(jìn)行", "进行"),
        ("了（le）解", "了解"),
        ("當（dāng）， 然 (rán) 而(ér)", "当,然而"),
        ("儿(er2)", "儿(er2)"),
        ("集团(Ant)", "集团(Ant)"),
        ("芯片(npu)", "芯片(npu)"),
        ("AI(ài)", "AI(ài)"),
        ("進(ji\u0300n)行", "进行"),
        ("自2023 年 起", "自2023年起"),
        ("held\n  20.26%\u00a0of", "held 20.26% of"),
        ("１．８７％", "1.87%"),
        ("“a” ‘b’ — c", "\"a\" 'b' - c"),
        ("「甲」『乙』", '"甲""乙"'),
        ("a... b …… c", "a… b … c"),
        ("oﬃce", "office"),
        ("soft\u00adhy\u200bphen\ufeff", "softhyphen"),
        ("10² ①5 3½", "10² ①5 3½"),
        ("Ant", "Ant"),
        ("", ""),
    ],
)
def test_each_kind_of_folding(written: str, folded: str) -> None:
    assert fold(written).text == folded


def test_traditional_characters_match_simplified_ones() -> None:
    assert fold("後來進行著瞭解").text == fold("后来进行着了解").text


def test_traditional_characters_may_be_left_alone() -> None:
    assert fold("進(jìn)行", simplify=False).text == "進行"


def test_the_origin_leads_back_to_each_character() -> None:
    folded = fold("ﬁ 進(jìn)行\n\nend")
    assert folded.text == "fi进行end"
    assert folded.origin == (0, 0, 2, 8, 11, 12, 13, 14)


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(TEXTS)
def test_the_origin_never_goes_back(text: str) -> None:
    folded = fold(text)
    assert len(folded.origin) == len(folded.text) + 1
    assert list(folded.origin) == sorted(folded.origin)
    assert folded.origin[-1] == len(text)
    assert all(0 <= each < len(text) for each in folded.origin[:-1])


@given(TEXTS)
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)).text == fold(text).text


@given(TEXTS)
def test_a_plain_text_has_one_line_and_folds_as_before(text: str) -> None:
    assert "\n" not in plain(text)
    assert fold(plain(text)).text.strip() == fold(text.strip()).text.strip()


def test_a_plain_text_keeps_all_but_the_gloss() -> None:
    assert plain(" 進(jìn)行了，\n  3½ “chips”… ") == "進行了， 3½ “chips”…"


def test_what_a_terminal_would_obey_is_shown_escaped() -> None:
    assert shown("a\x1b[31m \u202e") == "a\\u001b[31m \\u202e"


@pytest.mark.parametrize(
    ("first", "piece"),
    [
        ("", "進("), ("", "("), ("進", " "), ("", "進( jìn "), ("", "進(jìn)"), ("進", "(jìn)"),
        ("a", "\u0301\u0316"), ("", "."), ("", " \n"), ("", ".)"),
    ],
    ids=range(10),
)  # fmt: skip
def test_hostile_text_folds_in_linear_time(first: str, piece: str) -> None:
    def folding(length: int) -> None:
        text = first + piece * (length // len(piece))
        borders(text, fold(text))
        plain(text)

    assert grows_like_its_size(folding, 100_000)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("27.|2 percent", True),
        ("27|.2 percent", True),
        ("1|,000", True),
        ("11,000|,000", True),
        ("1,49|,000", True),
        ("2|,5", True),
        ("2019|,2020", False),
        ("1 000| 000", True),
        ("in 2019| 300 people", False),
        ("8.08|%", True),
        ("8.08%|和", False),
        ("15.47|亿元", True),
        ("15.47亿|元", False),
        ("三千|八百亿", True),
        ("一周|三动作", False),
        ("-|60.5%", True),
        ("负|60.5%", True),
        ("3-|5年", False),
        ("2025-|09", False),
        ("Ant|fin", True),
        ("é|t", True),
        ("AI|5", True),
        ("28|nm", True),
        ("投入|AI|", False),
        ("Baidu|'s", False),
        ("rose 3.| Then", False),
        ("AI5| 100", False),
    ],
)
def test_where_a_word_or_number_would_be_split(text: str, inside: bool) -> None:  # noqa: FBT001
    assert splits(text.replace("|", ""), text.index("|")) is inside


@pytest.mark.parametrize(
    "text",
    [
        "甲买了。|乙卖了!|丙?|“丁。”|戊",
        "Ant bought 3.3% of U.S. Steel Co. Ltd. shares. |Then it sold.",
        "He said “no.” |She left [1]. |- Next",
        "It rose\n5% at noon\n\n|Next",
        "标题\n|正文",
        "Yahoo! said so. |Why? |Because",
        "传输?shù)某 文",
        "他说。|“好。”|「乙」走了。",
    ],
)
def test_where_sentences_end(text: str) -> None:
    whole = text.replace("|", "")
    folded = fold(whole)
    starts = {folded.text[each:].strip() for each in borders(whole, folded)[1:-1]}
    pieces = text.split("|")
    rests = ("".join(pieces[at:]) for at in range(1, len(pieces)))
    assert starts == {fold(each).text.strip() for each in rests}
