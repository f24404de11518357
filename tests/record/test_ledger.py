"""A ledger's folders of plain text become documents, entities and facts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as given_any
from hypothesis import strategies as st

from tests.record.ledgers import given, ledger_in, places, rules, seed, write
from timeline.facts.ownership import StakeChanged
from timeline.facts.strategy import ProgrammeMoved
from timeline.record.drafts import Ledger, confirmation_id
from timeline.record.ledger import PathMissing, read_ledger

ENDED = '[[fact]]\ntype = "control-ended"\nholder = "a"\ncompany = "b"\n'


@pytest.fixture
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Ledger:
    """Read the ledger in the test's docstring."""
    return given(tmp_path, ledger_in(request.function))


def only(ledger: Ledger) -> Any:  # noqa: ANN401 - a test looks at its fields
    assert ledger.problems == ()
    (draft,) = ledger.facts
    return draft.event


# What a file states


def test_a_fact_inherits_the_fields_at_the_top_of_its_file(ledger: Ledger) -> None:
    """A field of the fact's own comes first.

    document = "d"
    standing = "official"
    holder = "a"
    type = "stake-changed"
    after = ">0%"

    [[fact]]
    company = "b"

    [[fact]]
    company = "c"
    after = "5%"
    standing = "rumoured"
    """
    assert ledger.problems == ()
    first, second = (draft.event for draft in ledger.facts)
    assert isinstance(first, StakeChanged)
    assert isinstance(second, StakeChanged)
    assert (first.holder, first.standing, str(first.after)) == ("a", "official", ">0%")
    assert (second.holder, second.standing, str(second.after)) == ("a", "rumoured", "5%")
    assert [each.document for each in first.citations] == ["d"]


def test_only_fields_that_the_type_admits_are_inherited(ledger: Ledger) -> None:
    """A chip has no holder; a stake has one.

    holder = "a"

    [[fact]]
    type = "programme-moved"
    programme = "p"
    stage = "testing"

    [[fact]]
    type = "stake-stated"
    company = "c"
    stake = "5%"
    """
    assert ledger.problems == ()
    assert [draft.event.id for draft in ledger.facts] == [
        "programme-moved-p-testing",
        "stake-stated-a-c",
    ]


def test_a_field_at_the_top_that_no_fact_takes_up_is_told(ledger: Ledger) -> None:
    """No type of the file has it.

    document = "d"
    price = "5 CNY"

    [[fact]]
    type = "control-ended"
    holder = "a"
    company = "b"
    """
    assert places(ledger.problems) == ["events/a.toml:2 field-unknown"]


@pytest.mark.parametrize("field", ["id", "was", "corrects"])
def test_what_names_one_fact_is_not_inherited(tmp_path: Path, field: str) -> None:
    ledger = given(tmp_path, f'{field} = "x"\n' + ENDED)
    assert [draft.event.id for draft in ledger.facts] == ["control-ended-a-b"]
    assert (ledger.facts[0].was, ledger.corrections) == (None, ())


def test_an_id_is_made_of_type_parties_and_day(ledger: Ledger) -> None:
    """Inherited fields count, and one that is given is kept.

    holder = "shanghai-yunya"
    type = "stake-changed"
    after = "3.68%"

    [[fact]]
    company = "yunhe-zhiwang"
    occurred = 2025-09-02

    [[fact]]
    id = "my-own"
    company = "yunhe-zhiwang"
    """
    assert [draft.event.id for draft in ledger.facts] == [
        "stake-changed-shanghai-yunya-yunhe-zhiwang-2025-09-02",
        "my-own",
    ]


def test_each_field_has_its_line(ledger: Ledger) -> None:
    '''Strings and lists of several lines count.

    # a comment
    [[fact]]
    type = "stake-changed"
    note = """
    two
    lines"""
    quote = [
        "one",
        "two",
    ]
    document = "d"
    company = "c"
    holder = "a"
    after = "5%"
    '''
    (draft,) = ledger.facts
    assert (draft.file, draft.line) == ("events/a.toml", 2)
    assert draft.lines == {
        "type": 3, "note": 4, "quote": 7, "document": 11, "company": 12, "holder": 13, "after": 14,
    }  # fmt: skip
    assert draft.problem("r", "m", field="company").place == "events/a.toml:12"
    assert draft.problem("r", "m", field="before").place == "events/a.toml:2"
    assert draft.problem("r", "m").fact == "stake-changed-a-c"
    assert ledger.line("events/a.toml", 12) == 'company = "c"'
    assert ledger.line("events/a.toml", 99) is ledger.line("events/b.toml", 1) is None


def test_quotes_are_a_text_a_list_or_tables(ledger: Ledger) -> None:
    """Each names its document, or takes the fact's.

    document = "d"
    type = "control-ended"
    holder = "a"

    [[fact]]
    company = "b"
    quote = "one"
    prefix = "before"

    [[fact]]
    company = "c"
    quote = ["one", "two"]

    [[fact]]
    company = "e"
    quote = ["one", { document = "other", quote = "two", suffix = "s", standing = "rumoured" }]

    [[fact]]
    company = "f"
    quote = { document = "other", quote = "two" }

    [[fact]]
    company = "g"
    [[fact.quote]]
    quote = "three"
    """
    assert ledger.problems == ()
    cited = [
        [
            (each.document, each.quote, each.prefix + each.suffix, each.standing)
            for each in draft.event.citations
        ]
        for draft in ledger.facts
    ]
    assert cited == [
        [("d", "one", "before", None)],
        [("d", "one", "", None), ("d", "two", "", None)],
        [("d", "one", "", None), ("other", "two", "s", "rumoured")],
        [("other", "two", "", None)],
        [("d", "three", "", None)],
    ]


def test_a_document_may_be_cited_without_words(ledger: Ledger) -> None:
    """The gate will say so.

    document = "d"
    [[fact]]
    type = "control-ended"
    holder = "a"
    company = "b"
    """
    assert [(each.document, each.quote) for each in only(ledger).citations] == [("d", "")]


def test_a_quote_without_a_document_is_told(ledger: Ledger) -> None:
    """Neither beside the quote nor at the top.

    [[fact]]
    type = "control-ended"
    holder = "a"
    company = "b"
    quote = "gave up control"
    """
    assert places(ledger.problems) == ["events/a.toml:5 document-missing"]


def test_parties_metrics_and_derivations_are_tables(ledger: Ledger) -> None:
    """In one line or below the fact.

    [[fact]]
    type = "programme-moved"
    programme = "p"
    stage = "launched"
    occurred = "2019"
    [fact.metrics]
    cores = "128"
    process = ["28 nm", "22 nm"]
    [fact.derived]
    occurred = "the year after"
    """
    chip = only(ledger)
    assert isinstance(chip, ProgrammeMoved)
    assert [(each.name, str(each.value)) for each in chip.metrics] == [
        ("cores", "128"), ("process", "28 nm"), ("process", "22 nm"),
    ]  # fmt: skip
    assert [(each.field, each.source) for each in chip.derived] == [("occurred", "the year after")]
    assert ledger.facts[0].lines["metrics"] == 6


def test_dates_may_stand_without_quotation_marks(ledger: Ledger) -> None:
    """And as people write them.

    [[fact]]
    type = "control-ended"
    holder = "a"
    company = "b"
    occurred = 2025-09-02
    published = "2025Q2"
    """
    assert (str(only(ledger).occurred), str(only(ledger).published)) == ("2025-09-02", "2025-34")


def test_a_float_is_refused_with_a_hint(ledger: Ledger) -> None:
    """Percentages are exact.

    [[fact]]
    type = "stake-stated"
    holder = "a"
    company = "b"
    stake = 3.68
    """
    (problem,) = ledger.problems
    assert (problem.place, problem.rule) == ("events/a.toml:5", "value-unreadable")
    assert problem.hint == 'write it in quotation marks: "3.68"'
    assert problem.text == "stake = 3.68"


def test_documents_and_entities_have_ids_of_their_own_kind(tmp_path: Path) -> None:
    entity = '[[entity]]\nid = "a"\nkind = "company"\nname = "A"\naliases = "甲"\n'
    listed = '[[document]]\nid = "e"\npublisher = "P"\npublished = 2025\n'
    write(tmp_path, {"seeds/d.toml": seed("d"), "events/e.toml": entity + listed})
    ledger = read_ledger([tmp_path])
    assert ledger.problems == ()
    assert [each.event.id for each in ledger.documents] == ["document:d", "document:e"]
    assert [each.event.document for each in ledger.documents] == ["d", "e"]
    assert [(each.event.id, each.event.aliases) for each in ledger.entities] == [
        ("entity:a", ("甲",))
    ]


def test_a_correction_stands_beside_the_fact_that_corrects(ledger: Ledger) -> None:
    """One fact or several are corrected.

    [[fact]]
    id = "new"
    type = "control-ended"
    holder = "a"
    company = "b"
    corrects = ["old", "older"]
    reason = "misread"

    [[fact]]
    id = "newer"
    type = "control-ended"
    holder = "a"
    company = "b"
    corrects = "new"
    reason = "mistyped"
    because = "recording"
    """
    assert ledger.problems == ()
    found = [each.event for each in ledger.corrections]
    assert [(each.id, each.of, each.by, each.because) for each in found] == [
        ("corrected:new", ("old", "older"), "new", "source"),
        ("corrected:newer", ("new",), "newer", "recording"),
    ]


def test_a_correction_needs_a_reason(ledger: Ledger) -> None:
    """It says why.

    [[fact]]
    type = "control-ended"
    holder = "a"
    company = "b"
    corrects = "old"
    """
    assert places(ledger.problems) == ["events/a.toml:1 field-missing"]


def test_retractions_and_confirmations_name_their_facts(ledger: Ledger) -> None:
    """They take the document at the top of the file.

    document = "d"

    [[retraction]]
    of = ["x", "y"]
    reason = "never said"
    quote = "we withdraw"

    [[retraction]]
    of = "z"
    reason = "misread"
    because = "recording"
    document = "e"

    [[confirmation]]
    of = "x"
    quote = "so it is"
    fields = "after"
    """
    assert ledger.problems == ()
    first, second = (each.event for each in ledger.retractions)
    assert (first.id, first.of, first.because) == ("retracted:x+y", ("x", "y"), "source")
    assert (second.id, second.because, second.citations[0].document) == (
        "retracted:z", "recording", "e",
    )  # fmt: skip
    (confirmed,) = (each.event for each in ledger.confirmations)
    assert (confirmed.of, confirmed.fields) == ("x", ("after",))
    assert confirmed.id == confirmation_id("x", confirmed.citations)


@pytest.mark.parametrize("table", ["retraction", "confirmation"])
@pytest.mark.parametrize("of", ["", "of = []\n"])
def test_a_statement_about_no_fact_is_told(tmp_path: Path, table: str, of: str) -> None:
    ledger = given(tmp_path, f'\n[[{table}]]\n{of}reason = "r"\n')
    assert places(ledger.problems) == ["events/a.toml:2 field-missing"]


# What is wrong with a file


def test_all_faults_of_all_files_are_told_in_one_run(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "seeds/d.toml": 'id = "d"\npublisher = 5\n',
            "events/a.toml": ENDED + "colour = 1\n\n[[fact]]\n\n[[fact]]\ntype = 'stake-changd'\n",
            "events/b.toml": "[[fact]\n",
            "events/sub/c.toml": "[[holding]]\n" + ENDED.replace('"b"', "7"),
            "events/d.toml": b"note = '\xff'\n",
            "events/e.toml": ENDED,
        },
    )
    ledger = read_ledger([tmp_path])
    assert sorted(places(ledger.problems)) == [
        "events/a.toml:10 type-unknown",
        "events/a.toml:5 field-unknown",
        "events/a.toml:7 field-missing",
        "events/b.toml:1 toml-unreadable",
        "events/d.toml:1 file-unreadable",
        "events/sub/c.toml:1 table-unknown",
        "events/sub/c.toml:5 value-unreadable",
        "seeds/d.toml:1 field-missing",
        "seeds/d.toml:2 value-unreadable",
    ]
    assert [draft.file for draft in ledger.facts] == ["events/e.toml"]
    assert all(each.text is not None for each in ledger.problems if each.file != "events/d.toml")


def test_a_fact_that_says_too_little_is_malformed(tmp_path: Path) -> None:
    ledger = given(tmp_path, '[[fact]]\ntype = "stake-changed"\nholder = "a"\ncompany = "b"\n')
    (problem,) = ledger.problems
    assert (problem.rule, problem.fact) == ("fact-malformed", "stake-changed-a-b")


@pytest.mark.parametrize(
    ("toml", "rule"),
    [
        ('type = ["a"]\n[[fact]]\n', "type-unknown"),
        ("[[fact]]\ntype = 5\n", "type-unknown"),
        ('[[fact]]\ntype = "corrected"\n', "type-unknown"),
        ("[[entity]]\nid = 5\n", "field-missing"),
        ('[fact]\ntype = "x"\n', "table-unknown"),
        ('fact = [{ type = "x" }]\n', "table-unknown"),
        (ENDED + 'id = ""\n', "value-unreadable"),
        (ENDED + 'id = "x~2"\n', "value-unreadable"),
        (ENDED + 'id = "entity:x"\n', "value-unreadable"),
        (ENDED + "id = 5\n", "value-unreadable"),
        (ENDED + 'was = ["x"]\n', "value-unreadable"),
        (ENDED + 'citations = [{ document = "d" }]\n', "field-unknown"),
        (ENDED + 'document = 5\nquote = "q"\n', "value-unreadable"),
        (ENDED + 'document = "d"\nquote = 5\n', "value-unreadable"),
        (ENDED + 'document = "d"\nquote = { qoute = "q" }\n', "value-unreadable"),
        ('[[entity]]\nid = "x~2"\nkind = "company"\nname = "X"\n', "value-unreadable"),
        ('[[entity]]\nid = "x"\nentity = "y"\nkind = "company"\nname = "X"\n', "field-unknown"),
    ],
)
def test_what_cannot_be_read_is_told_and_not_raised(tmp_path: Path, toml: str, rule: str) -> None:
    ledger = given(tmp_path, toml)
    assert rules(ledger.problems) == [rule]


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[[fact]]\na = 1\na = 2\n", "this key stands twice in its table"),
        ("[[fact]]\n\noccurred = 2025-02-30\n", "there is no such day"),
    ],
)
def test_what_is_no_toml_is_said_in_our_words(tmp_path: Path, toml: str, message: str) -> None:
    (problem,) = given(tmp_path, toml).problems
    assert (problem.line, problem.message, bool(problem.hint)) == (3, message, True)


def test_the_faults_of_a_fact_whose_id_is_none_are_told_too(ledger: Ledger) -> None:
    """No id.

    [[fact]]
    id = "a b"
    type = "stake-stated"
    holder = "a"
    company = "b"
    stake = "many"
    """
    assert ledger.facts == ()
    assert places(ledger.problems) == [
        "events/a.toml:2 value-unreadable",
        "events/a.toml:6 value-unreadable",
    ]


def test_a_fault_of_a_quote_is_told_on_its_line(tmp_path: Path) -> None:
    ledger = given(tmp_path, ENDED + 'document = "d"\n\nquote = 5\n')
    (problem,) = ledger.problems
    assert problem.place == "events/a.toml:7"
    assert "“quote”" in problem.message


# The files themselves


def test_line_ends_and_a_mark_at_the_start_change_nothing(tmp_path: Path) -> None:
    text = ENDED + 'colour = "red"\n'
    plain = given(tmp_path / "a", text)
    other = read_ledger(
        [
            write(
                tmp_path / "b",
                {"events/a.toml": b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()},
            )
        ]
    )
    assert places(plain.problems) == ["events/a.toml:5 field-unknown"]
    assert other.problems == plain.problems
    assert only(given(tmp_path / "c", ENDED)) == only(
        read_ledger([write(tmp_path / "d", {"events/x.toml": ENDED.replace("\n", "\r\n")})])
    )


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PathMissing, match="no file or folder") as error:
        read_ledger([tmp_path, tmp_path / "nowhere"])
    assert "seeds/ and events/" in error.value.hint


def test_a_folder_that_is_no_ledger_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.toml").write_text(ENDED, "utf-8")
    (tmp_path / "notes.md").write_text("[[fact]]", "utf-8")
    ledger = read_ledger([tmp_path])
    assert ledger.files == ("deep/a.toml",)
    assert len(ledger.facts) == 1


def test_only_its_two_folders_belong_to_a_ledger(tmp_path: Path) -> None:
    write(tmp_path, {"events/a.toml": ENDED, "pyproject.toml": "[tool]\n", "docs/x.toml": ENDED})
    assert read_ledger([tmp_path]).files == ("events/a.toml",)


def test_a_file_named_twice_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"events/a.toml": ENDED, "seeds/d.toml": seed("d")})
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "events" / "a.toml"
    ledger = read_ledger([tmp_path, file, Path("events/../events/a.toml"), Path("events")])
    assert ledger.files == ("seeds/d.toml", "events/a.toml")
    assert len(ledger.facts) == 1


def test_a_file_goes_by_its_path_in_the_ledger_wherever_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"events/sub/a.toml": ENDED})
    monkeypatch.chdir(tmp_path / "events")
    for path in (Path("sub/a.toml"), Path("../events/sub"), tmp_path, Path()):
        assert read_ledger([path]).files == ("events/sub/a.toml",)
        assert read_ledger([path]).root.resolve() == tmp_path.resolve()


def test_a_whole_ledger_is_told_from_a_part_of_it(tmp_path: Path) -> None:
    write(tmp_path, {"events/a.toml": ENDED})
    assert read_ledger([tmp_path]).whole
    assert read_ledger([tmp_path / "events", tmp_path]).whole
    assert not read_ledger([tmp_path / "events"]).whole
    assert not read_ledger([tmp_path / "events" / "a.toml"]).whole


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    names = ["events/b.toml", "events/a/z.toml", "events/a.toml"]
    write(tmp_path, dict.fromkeys(names, "") | {"seeds/z.toml": ""})
    assert read_ledger([tmp_path]).files == (
        "seeds/z.toml", "events/a/z.toml", "events/a.toml", "events/b.toml",
    )  # fmt: skip


def test_a_folder_that_ends_like_a_file_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"events/a.toml": ENDED})
    (tmp_path / "events" / "b.toml").mkdir()
    assert places(read_ledger([tmp_path]).problems) == ["events/b.toml:1 file-unreadable"]


def test_ten_thousand_facts_are_read(tmp_path: Path) -> None:
    facts = "".join(ENDED.replace('"b"', f'"b{number}"') + "\n" for number in range(10_000))
    ledger = given(tmp_path, facts)
    assert ledger.problems == ()
    assert len(ledger.facts) == 10_000
    assert ledger.facts[-1].line == 5 * 9_999 + 1


def test_brackets_however_deep_are_told(tmp_path: Path) -> None:
    ledger = given(tmp_path, "note = " + "[" * 20_000 + "]" * 20_000)
    assert places(ledger.problems) == ["events/a.toml:1 toml-unreadable"]


SCRAPS = st.sampled_from(
    [
        *["[[fact]]", "[[entity]]", "[[document]]", "[[retraction]]", "[[confirmation]]"],
        *["[fact.metrics]", "[[fact.quote]]", "[[other]]", "[fact.derived]", "[top]"],
        *['type = "stake-changed"', 'type = "programme-moved"', 'type = "x"', "type = [1]"],
        *['id = "x"', 'id = "entity:x"', "id = {}", 'was = "y"', "was = 5", 'corrects = "x"'],
        *["corrects = [[1]]", 'reason = "r"', 'because = "recording"', "because = []"],
        *['document = "d"', "document = []", 'quote = "q"', "quote = [1, {}, []]", "quote = {}"],
        *['of = "x"', "of = [[]]", "of = {}", 'after = "5%"', "after = 5.5", 'holder = "a"'],
        *['company = "c"', "occurred = 2025-09-02", 'occurred = "soon"', "order = 1"],
        *['cores = "8"', "published = 10:00:00", 'kind = "company"', 'name = "N"', "aliases = {}"],
        *['identifiers = { a = "b" }', "identifiers = [1]", 'publisher = "P"', "parties = 1"],
        *['prefix = "p"', "standing = {}", "jointly_with = [[1]]", "citations = 1", "fields = {}"],
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given_any(
    st.one_of(
        st.text().map(str.encode),
        st.binary(max_size=40),
        st.lists(SCRAPS, max_size=12).map(lambda scraps: "\n".join(scraps).encode()),
    )
)
def test_no_file_raises_anything(tmp_path: Path, content: bytes) -> None:
    ledger = read_ledger([write(tmp_path, {"events/a.toml": content})])
    for each in ledger.problems:
        assert each.file == "events/a.toml"
        assert each.line is not None
        assert 1 <= each.line <= content.count(b"\n") + content.count(b"\r") + 1
        assert each.message


def test_a_transfer_between_two_takes_no_holder_from_the_top_of_its_file(tmp_path: Path) -> None:
    text = (
        'holder = "x"\ncompany = "c"\ntype = "stake-changed"\n'
        '[[fact]]\nfrom = "a"\nto = "b"\nby = "1 point"\n[[fact]]\nafter = "5%"\n'
    )
    ledger = given(tmp_path, text)
    assert ledger.problems == ()
    assert [getattr(each.event, "holder", None) for each in ledger.facts] == [None, "x"]


def test_the_line_that_is_not_utf_8_is_named_and_shown(tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "a.toml").write_bytes(b"# one\n# two\n[[fact]]\nnote = 'caf\xe9'\n")
    (problem,) = read_ledger([tmp_path]).problems
    assert (problem.place, problem.rule) == ("events/a.toml:4", "file-unreadable")
    assert problem.text == "note = 'caf\N{REPLACEMENT CHARACTER}'"


def test_a_link_that_leads_nowhere_is_called_by_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "link.toml").symlink_to("nowhere.toml")
    (problem,) = read_ledger([tmp_path]).problems
    assert (problem.place, problem.rule) == ("events/link.toml:1", "file-unreadable")
