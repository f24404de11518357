"""No fact passes whose words and figures do not stand in its sources."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from tests.record.ledgers import places, rules, seed, write
from timeline.dates import parse
from timeline.facts.fact import DocumentRef, EntityRef, FactRef
from timeline.facts.records import DocumentDescribed
from timeline.record.documents import Documents
from timeline.record.gate import Gate, Known, examine
from timeline.record.ledger import read_ledger

if TYPE_CHECKING:
    from pathlib import Path

    from timeline.errors import Problem

TEXT = (
    "9月2日，甲公司在乙公司的持股比例从3.34%提升至3.68%。此前持股3%。"
    "The stake rose by 27.2 percent. Alpha sold Beta. Alpha bought Gamma. 进(jìn)行中。"
)
ENTITIES = "".join(
    f'[[entity]]\nid = "{each}"\nkind = "company"\nname = "{each}"\n' for each in ("a", "b")
)
HEAD = '[[fact]]\nid = "x"\nholder = "a"\ncompany = "b"\n'
STAKE = HEAD + 'type = "stake-changed"\n'
ENDED = HEAD + 'type = "control-ended"\n'


def gate(
    root: Path, facts: str, *, texts: bool = True, known: Known | None = None,
    required: bool = False, **more: str,
) -> Gate:  # fmt: skip
    """Examine a ledger with two companies, and one document with its text."""
    files = {
        "events/entities.toml": ENTITIES,
        "events/a.toml": facts,
        "seeds/d.toml": seed("d", TEXT),
    }
    files |= {f"seeds/{name}.toml": record for name, record in more.items()}
    ledger = read_ledger([write(root, files)])
    assert ledger.problems == ()
    shelf = root / "texts"
    shelf.mkdir()
    (shelf / "d.txt").write_text(TEXT, "utf-8")
    documents = Documents.open(shelf) if texts else Documents.none()
    return examine(ledger, documents, known or Known(), required=required)


def cited(quote: str, more: str = "") -> str:
    return f'document = "d"\nquote = {quote}\n{more}'


def only(found: Gate) -> Problem:
    (problem,) = found.problems
    return problem


def test_a_fact_whose_words_and_figures_stand_there_passes(tmp_path: Path) -> None:
    facts = STAKE + 'before = "3.34%"\nafter = "3.68%"\n' + cited('"从3.34%提升至3.68%"')
    found = gate(tmp_path, facts)
    assert found.problems == ()
    assert found.verified == {"x": (True,)}


# Quotes


def test_a_quote_is_at_most_forty_long_and_latin_letters_count_half(tmp_path: Path) -> None:
    fits = gate(tmp_path / "a", ENDED + cited(f'"{"甲" * 40}"'), texts=False)
    latin = gate(tmp_path / "b", ENDED + cited(f'"{"a" * 80}"'), texts=False)
    over = gate(tmp_path / "c", ENDED + cited(f'"{"甲" * 40}a"'), texts=False)
    assert fits.problems == latin.problems == ()
    assert places(over.problems) == ["events/a.toml:7 quote-too-long"]
    assert "this one has 40.5" in only(over).message


@pytest.mark.parametrize(
    ("quote", "rule", "hint"),
    [
        ("持股比例从3.34%下降", "quote-absent", "nearest in the text"),
        ("ALPHA SOLD", "quote-absent", "other capitals"),
        ("Alpha", "quote-ambiguous", "prefix"),
        ("2 percent", "quote-inside", "27.2 percent"),
        ("lpha sold", "quote-inside", "Alpha"),
    ],
)
def test_a_quote_stands_in_its_document_once_and_whole(
    tmp_path: Path, quote: str, rule: str, hint: str
) -> None:
    found = gate(tmp_path, ENDED + cited(f'"{quote}"'))
    assert places(found.problems) == [f"events/a.toml:7 {rule}"]
    assert f"“{quote}”" in only(found).message
    assert hint in only(found).hint
    assert found.verified == {"x": (False,)}


@pytest.mark.parametrize("beside", ['suffix = "sold"', 'prefix = "percent."'])
def test_what_stands_before_or_after_settles_which(tmp_path: Path, beside: str) -> None:
    found = gate(tmp_path, ENDED + cited('"Alpha"', beside))
    assert found.problems == ()
    assert found.verified == {"x": (True,)}


def test_a_context_that_is_not_there_settles_nothing(tmp_path: Path) -> None:
    assert only(gate(tmp_path, ENDED + cited('"Alpha"', 'suffix = "ate"'))).rule == "quote-absent"


@pytest.mark.parametrize("quote", ["Alpha sold Beta", "进行", "進行中", "9月2日…提升至3.68%"])
def test_a_quote_is_found_however_it_is_written(tmp_path: Path, quote: str) -> None:
    assert gate(tmp_path, ENDED + cited(f'"{quote}"')).problems == ()


def test_each_citation_is_verified_by_itself(tmp_path: Path) -> None:
    found = gate(tmp_path, ENDED + cited('["Alpha sold", "Alpha ate", "Alpha bought"]'))
    assert rules(found.problems) == ["quote-absent"]
    assert found.verified == {"x": (True, False, True)}


def test_a_document_cited_without_its_words_is_a_warning(tmp_path: Path) -> None:
    problem = only(gate(tmp_path, ENDED + 'document = "d"\n'))
    assert (problem.rule, problem.severity, problem.line) == ("quote-missing", "warning", 6)
    assert "timeline quote d" in problem.hint


def test_a_fact_without_a_source_is_a_warning(tmp_path: Path) -> None:
    problem = only(gate(tmp_path, ENDED))
    assert (problem.rule, problem.severity, problem.line) == ("source-missing", "warning", 1)


# Figures


def test_each_figure_stands_in_a_quote(tmp_path: Path) -> None:
    found = gate(tmp_path, STAKE + 'before = "3.34%"\nafter = "3.86%"\n' + cited('"从3.34%"'))
    assert places(found.problems) == ["events/a.toml:7 figure-unquoted"]
    assert "“after” states 3.86%" in only(found).message


def test_several_quotes_together_carry_the_figures(tmp_path: Path) -> None:
    quotes = cited('["从3.34%", "至3.68%"]')
    assert gate(tmp_path, STAKE + 'before = "3.34%"\nafter = "3.68%"\n' + quotes).problems == ()


def test_what_is_worked_out_stands_in_no_quote(tmp_path: Path) -> None:
    facts = STAKE + 'by = "0.34 points"\nderived = { by = "3.68 - 3.34" }\n' + cited('"9月2日"')
    assert gate(tmp_path, facts).problems == ()


def test_a_metric_is_told_on_its_line(tmp_path: Path) -> None:
    facts = (
        '[[fact]]\ntype = "programme-moved"\nprogramme = "a"\nstage = "testing"\n'
        + cited('"Alpha sold"')
        + 'metrics = { cores = "128" }\n'
    )
    found = gate(tmp_path, facts)
    assert places(found.problems) == ["events/a.toml:7 figure-unquoted"]
    assert "“metrics.cores” states 128," in only(found).message


def test_a_figure_is_looked_for_in_quotes_even_without_texts(tmp_path: Path) -> None:
    found = gate(tmp_path, STAKE + 'after = "5%"\n' + cited('"从3.34%"'), texts=False)
    assert rules(found.problems) == ["figure-unquoted"]


# Names


def test_an_entity_is_described(tmp_path: Path) -> None:
    facts = ENDED.replace('"b"', '"bb"') + cited('"Alpha sold"', 'said_by = "zz"')
    found = gate(tmp_path, facts)
    assert sorted(places(found.problems)) == [
        "events/a.toml:4 entity-unknown",
        "events/a.toml:8 entity-unknown",
    ]
    assert {each.hint for each in found.problems} == {
        "did you mean “b”?",
        "describe it: [[entity]] with its id",
    }


def test_who_is_called_by_name_is_told_the_id(tmp_path: Path) -> None:
    named = '[[entity]]\nid = "k7"\nkind = "company"\nname = "Kappa"\naliases = ["卡帕公司"]\n'
    for name in ("kappa", "卡帕公司"):
        found = gate(
            tmp_path / name, named + ENDED.replace('"b"', f'"{name}"') + cited('"Alpha sold"')
        )
        assert [each.hint for each in found.problems] == [
            "it goes by the id “k7” in a ledger's files"
        ]


def test_a_document_is_described(tmp_path: Path) -> None:
    found = gate(tmp_path, ENDED + 'document = "e"\nquote = ["Alpha sold", "Alpha bought"]\n')
    assert places(found.problems) == ["events/a.toml:6 document-unknown"]
    assert only(found).hint == "describe it in seeds/"


@pytest.mark.parametrize(
    "facts",
    [
        STAKE + 'after = ">0%"\npart_of = "y"\n' + cited('"Alpha sold"'),
        ENDED + 'corrects = "y"\nreason = "r"\n' + cited('"Alpha sold"'),
        '[[retraction]]\nof = "y"\nreason = "r"\nbecause = "recording"\n',
        '[[confirmation]]\nof = "y"\n' + cited('"Alpha sold"'),
    ],
)
def test_a_fact_named_by_another_is_there(tmp_path: Path, facts: str) -> None:
    found = gate(tmp_path / "a", facts)
    assert rules(found.problems) == ["fact-unknown"]
    known = Known(facts=frozenset({FactRef("y")}))
    assert gate(tmp_path / "b", facts, known=known).problems == ()


def test_an_owner_and_an_origin_are_there(tmp_path: Path) -> None:
    chip = '[[entity]]\nid = "c"\nkind = "programme"\nname = "C"\nowner = "nobody"\n'
    found = gate(tmp_path, chip, e=seed("e", more='origin = "nothing"\n'))
    assert sorted(places(found.problems)) == [
        "events/a.toml:5 entity-unknown",
        "seeds/e.toml:1 document-unknown",
    ]


def test_what_the_log_holds_already_is_known(tmp_path: Path) -> None:
    record = DocumentDescribed(
        id="document:e", document=DocumentRef("e"), publisher="P", published=parse("2025")
    )
    known = Known(documents={DocumentRef("e"): record}, entities=frozenset({EntityRef("c")}))
    facts = ENDED.replace('"b"', '"c"') + 'document = "e"\nquote = "anything"\n'
    found = gate(tmp_path, facts, known=known)
    assert found.problems == ()
    assert found.verified == {"x": (False,)}


def test_a_copy_names_the_article_that_it_prints_again(tmp_path: Path) -> None:
    facts = ENDED + 'document = "copy"\nquote = "Alpha sold"\n'
    found = gate(tmp_path, facts, copy=seed("copy", more='origin = "d"\n'))
    assert found.problems == ()


# Texts


def test_without_texts_nothing_is_verified_and_that_is_no_error(tmp_path: Path) -> None:
    found = gate(tmp_path, ENDED + cited('"not there at all"'), texts=False)
    assert found.problems == ()
    assert found.verified == {"x": (False,)}


def test_where_texts_are_required_each_that_is_absent_is_told(tmp_path: Path) -> None:
    found = gate(tmp_path, ENDED + cited('"Alpha sold"'), texts=False, required=True)
    assert places(found.problems) == ["seeds/d.toml:4 document-absent"]
    assert "--documents" in only(found).hint


def test_a_record_without_a_file_has_no_text(tmp_path: Path) -> None:
    facts = ENDED + 'document = "e"\nquote = "anything"\n'
    record = seed("e")
    assert gate(tmp_path / "a", facts, e=record).problems == ()
    found = gate(tmp_path / "b", facts, e=record, required=True)
    assert rules(found.problems) == ["document-absent"]


def test_a_text_that_changed_since_it_was_recorded_is_told_and_verifies_nothing(
    tmp_path: Path,
) -> None:
    facts = ENDED + 'document = "e"\nquote = "Alpha sold"\n'
    changed = seed("e", "another text").replace("e.txt", "d.txt")
    found = gate(tmp_path, facts, e=changed)
    assert places(found.problems) == ["seeds/e.toml:5 document-changed"]
    assert found.verified == {"x": (False,)}


def test_a_file_of_a_record_is_no_path(tmp_path: Path) -> None:
    found = gate(tmp_path, "", e=seed("e", TEXT).replace("e.txt", "../texts/d.txt"))
    assert places(found.problems) == ["seeds/e.toml:4 document-refused"]
    assert "plain file name" in only(found).message


def test_a_record_that_does_not_say_which_text_it_is_verifies_nothing(tmp_path: Path) -> None:
    facts = ENDED + 'document = "e"\nquote = "Alpha sold"\n'
    found = gate(tmp_path, facts, e=seed("e") + 'file = "d.txt"\n')
    assert places(found.problems) == ["seeds/e.toml:4 document-unsealed"]
    assert hashlib.sha256(TEXT.encode()).hexdigest() in only(found).hint
    assert found.verified == {"x": (False,)}


def test_retractions_and_confirmations_cite_under_the_same_rules(tmp_path: Path) -> None:
    facts = (
        ENDED + cited('"Alpha sold"')
        + '[[confirmation]]\nof = "x"\n' + cited('"Alpha ate"')
        + '[[retraction]]\nof = "x"\nreason = "r"\n' + cited(f'"{"甲" * 41}"')
    )  # fmt: skip
    found = gate(tmp_path, facts)
    assert sorted(rules(found.problems)) == ["quote-absent", "quote-absent", "quote-too-long"]
    assert sorted(found.verified.values()) == [(False,), (False,), (True,)]
