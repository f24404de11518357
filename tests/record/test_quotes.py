"""A quote stands in its document exactly once, whole words and numbers only."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING

import opencc
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.effort import grows_like_its_size
from timeline.facts.fold import fold
from timeline.record.borders import splits
from timeline.record.proposing import propose
from timeline.record.quotes import LIMIT, Document, Found, length

if TYPE_CHECKING:
    from pathlib import Path

PIECES = st.sampled_from(
    [
        *["甲公司", "乙集团", "增持", "持股", "进行", "发展", "了", "后来", "，", "。", "、"],
        *["3.34%", "15.47亿元", "1,000", "27.2", "2019年", "-5%", "AI", "Ant", "Antfin", "bought"],
        *["the ", " of ", "Inc. ", ". ", "(a)", "[1]", "$", "^", "\\", ".*", "\x1b[31m", "\x07"],
        *["“云”", "..."],
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=25).map("".join)


def given_text(text: str) -> Document:
    return Document("made-up", text)


def count(text: str, quote: str) -> Found:
    return given_text(text).find(quote)


@pytest.mark.parametrize(
    ("quote", "measure"),
    [
        ("持股比例从3.34%提升至3.68%", "18"),
        ("fell 2 percent", "8.5"),
        ("Électricité", "5.5"),
        ("E\u0301", "0.5"),
        ("a…b", "2"),
        ("a...b", "2"),
        ("", "0"),
    ],
)
def test_latin_letters_count_half(quote: str, measure: str) -> None:
    assert length(quote) == Decimal(measure)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("进行了增持", "又進(jìn)行了（le）增 持。"),
        ("進(jìn)行", "已经进行"),
        ("15.47亿元", "收益為15.47 億元(較"),
        ("3.68％", "至3.68%。"),
        ('"cloud" - 5', "the “cloud” — 5 of"),
        ("Ant", "Antfin and Ant"),
        ("3.3", "3.34 and 3.3"),
        ("(.*)+$", "a (.*)+$ b"),
        ("\x1b[31m5%", "x \x1b[31m5% y"),
        ("从…至3.68%", "比例从3.34%提升至3.68%。"),
        ("bought ... 5%", "Ant bought shares, 5% in all. It sold 6%."),
        ("从…提升…3.68%", "比例从3.34%提升至3.68%。"),
        ("bought\nshares", "Ant bought shares."),
        ("…5%…", "it holds 5% now"),
    ],
)
def test_a_quote_is_found_however_it_is_typeset(quote: str, text: str) -> None:
    assert count(text, quote).status == "found"


@pytest.mark.parametrize(
    ("quote", "text", "whole"),
    [
        ("2 percent", "fell 27.2 percent", "27.2 percent"),
        ("3.3", "from 3.34%", "3.34%"),
        ("1,000", "paid 11,000 and more", "11,000"),
        ("1,000", "paid 1,000,000 and more", "1,000,000"),
        ("Ant", "of Antfin now", "Antfin"),
        ("fin", "of Antfin now", "Antfin"),
        ("1.99%", "moved -1.99% then", "-1.99%"),
        ("15", "收益为15亿元", "15亿"),
        ("收益…15", "收益为15亿元", "15亿"),
        ("60.5", "下滑了60.5%。", "60.5%"),
    ],
)
def test_a_quote_never_splits_a_word_or_number(quote: str, text: str, whole: str) -> None:
    found = count(text, quote)
    assert (found.status, found.count, found.place) == ("inside", 0, None)
    assert f"“{whole}”" in found.hint


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Baidu", "Alibaba rose"),
        ("from … 5%", "It came from Ant. It holds 5% now."),
        ("甲…乙", "乙买了甲。"),
        ("甲…乙", "甲买了\n乙卖了"),
        ("a.c", "abc"),
        ("", "abc"),
        (" … ", "abc"),
        ("x", ""),
        ("103", "10³ of them"),
    ],
)
def test_what_does_not_stand_there_is_missing(quote: str, text: str) -> None:
    assert count(text, quote).status == "missing"


def test_a_missing_quote_is_answered_with_the_nearest_words() -> None:
    assert "提升至3.68%" in count("持股比例从3.34%提升至3.68%。", "持股比例从3.35%提升至3.68%").hint
    assert "“AI First”" in count("its AI First plan", "ai first").hint


def test_a_quote_that_stands_twice_is_ambiguous_until_its_context_says_which() -> None:
    document = given_text("Ant holds 5% of Arm. Baidu holds 5% of B.")
    assert document.find("holds 5%").status == "ambiguous"
    assert document.find("holds 5%").count == 2
    first = document.find("holds 5%", prefix="Ant ")
    second = document.find("holds 5%", suffix=" of B")
    assert first.place is not None
    assert second.place is not None
    assert (first.place.start, second.place.start) == (4, 27)
    assert second.place.sentence == "Baidu holds 5% of B."
    assert document.find("holds 5%", prefix="Baidu", suffix="of A").status == "missing"
    assert "prefix" in document.find("holds 5%", prefix="Tencent").hint


def test_a_suffix_may_begin_with_the_gloss_of_the_quote() -> None:
    document = given_text("業(yè)務(wù)增長，業(yè)務(wù)下滑")
    assert document.find("業(yè)務", suffix="(wù)下滑").status == "found"


def test_words_left_out_must_leave_one_reading() -> None:
    document = given_text("甲买了5%又买了5%。")
    assert document.find("甲…5%").count == 2
    assert document.find("甲…5%", suffix="又").status == "found"
    assert document.find("甲…买了5%", suffix="。").status == "found"


def test_the_place_is_in_the_original_and_the_sentence_is_without_gloss() -> None:
    text = "第一句。\n又進(jìn)行了\n增持(chí)。后来。"
    place = given_text(text).find("进行了增持").place
    assert place is not None
    assert text[place.start : place.end] == "進(jìn)行了\n增持"
    assert place.sentence == "又進行了 增持。"


def test_hints_never_carry_terminal_escapes() -> None:
    text = "\x1b[31m甲5%\x07。\x1b]0;乙5%\x07。"
    for quote in ("5%", "5", "[31m甲6%"):
        assert "\x1b" not in count(text, quote).hint


@given(TEXTS, st.data())
def test_a_whole_run_of_words_that_stands_once_is_found_at_its_place(
    text: str, data: st.DataObject
) -> None:
    folded = fold(text)
    size = len(folded.text)
    start = data.draw(st.integers(0, size - 1))
    end = data.draw(st.integers(start + 1, size))
    run = folded.text[start:end]
    assume("…" not in run and run == run.strip())
    assume(folded.text.find(run) == folded.text.rfind(run) == start)
    found = given_text(text).find(run)
    if splits(folded.text, start) or splits(folded.text, end):
        assert found.status == "inside"
    else:
        assert found.status == "found"
        assert found.place is not None
        assert found.place.start == folded.origin[start]
        assert fold(text[found.place.start : found.place.end]).text == run


def _respaced(text: str, gaps: list[str]) -> str:
    turn = iter(gaps * (len(text) + 1))
    return re.sub(r"([一-鿿])", lambda match: match[1] + next(turn), text)


@given(TEXTS, st.data())
def test_gloss_space_and_traditional_characters_lose_no_quote(
    text: str, data: st.DataObject
) -> None:
    glosses = ["", "(jìn)", "（xíng）", " ", "\u3000", " (lüè) ", "(zhuang)(le)"]
    gaps = data.draw(st.lists(st.sampled_from(glosses), min_size=1, max_size=6))
    other = _respaced(_TRADITIONAL.convert(text), gaps)
    start = data.draw(st.integers(0, len(text) - 1))
    quote = text[start : data.draw(st.integers(start + 1, len(text)))]
    before, after = given_text(text).find(quote), given_text(other).find(quote)
    assert (before.status, before.count) == (after.status, after.count)


_TRADITIONAL = opencc.OpenCC("s2t")


@given(TEXTS, st.data())
def test_what_the_hint_of_an_ambiguous_quote_offers_settles_it(
    text: str, data: st.DataObject
) -> None:
    document = given_text(f"{text}。{data.draw(TEXTS)}{text}")
    quote = text[: data.draw(st.integers(1, len(text)))]
    found = document.find(quote)
    assume(found.status == "ambiguous")
    for each in re.findall(r'(?:prefix|suffix) = "(?:[^"\\]|\\.)*"', found.hint):
        assert document.find(quote, **tomllib.loads(each)).status == "found"


@given(TEXTS, st.lists(PIECES, min_size=1, max_size=3))
def test_each_proposal_passes_and_has_all_the_words(text: str, words: list[str]) -> None:
    document = given_text(text)
    proposals = propose(document, words)
    assert len(proposals) <= 5
    for each in proposals:
        assert each.count == 1
        assert each.text.isprintable()
        assert length(each.text) <= LIMIT
        assert document.find(each.text).status == "found"
        folded = fold(each.text).text.lower()
        assert all(fold(word).text.strip().lower() in folded for word in words if word != "...")


@pytest.mark.parametrize(
    ("text", "words", "best"),
    [
        ("又對云合進(jìn)行了增持，從3.34%提升至3.68%。", ["3.68", "提升"], "提升至3.68%"),
        ("收益為15.47億元。", ["15.47"], "15.47億"),
        ("Ant holds 5%. Baidu sold 5%.", ["5%", "SOLD"], "sold 5%"),
        ("Ant… 进(jìn)行...5%...", ["进行", "5%"], "进行...5%"),
        ("it makes chips", ["chip"], "chips"),
        ("rose 27.2 percent", ["2"], None),
        ("甲。乙。", ["甲", "乙"], None),
        ("甲", [], None),
        ("甲", ["", "…"], None),
    ],
)
def test_the_shortest_run_is_proposed(text: str, words: list[str], best: str | None) -> None:
    texts = [each.text for each in propose(given_text(text), words)]
    assert texts[:1] == ([] if best is None else [best])


def test_a_figure_that_stands_twice_is_proposed_with_a_word_that_tells_it_apart() -> None:
    texts = [each.text for each in propose(given_text("Ant holds 5%. Baidu sold 5%."), ["5%"])]
    assert {"holds 5%", "sold 5%"} <= set(texts)


def test_words_far_apart_are_proposed_with_an_ellipsis() -> None:
    text = f"Ant bought {'very ' * 20}many shares, 5% in all."
    assert [each.text for each in propose(given_text(text), ["bought", "5%"])] == ["bought…5%"]


@pytest.mark.parametrize("quote", ["a", "a…b", "3.3", "進", "zz", '"', "!", "a b a b…b a"])
@pytest.mark.parametrize(
    "piece", ["進(", "a b ", "3.3.", "。", '"', "!", ".)", "a" * 50, " ", "1,000,"]
)
def test_hostile_text_is_searched_in_linear_time(piece: str, quote: str) -> None:
    def search(length: int) -> None:
        document = given_text(piece * (length // len(piece)))
        document.find(quote)
        propose(document, [quote, "b"])

    assert grows_like_its_size(search, 400)


@pytest.mark.parametrize(
    ("name", "quote"),
    [
        ("000_9126851cb69eecff.txt", "持股比例从3.34%提升至3.68%"),
        ("000_9126851cb69eecff.txt", "以1.87%的持股比例"),
        ("000_9126851cb69eecff.txt", "持有其14.29%股份"),
        ("000_9126851cb69eecff.txt", "15.47亿元"),
        ("003_29d6f0227109725a.txt", "涨幅分别达到8.08%和5.44%"),
        ("004_5b4a549c4e2f4072.txt", "surged by 8.08% and 5.44%"),
    ],
)
def test_the_figures_of_the_articles_are_found(documents: Path, name: str, quote: str) -> None:
    document = Document(name, (documents / name).read_text(encoding="utf-8"))
    assert document.find(quote).status == "found"
