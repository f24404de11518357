"""What the files add to the log, and what they would change in it."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

import pytest
from attrs import evolve
from hypothesis import HealthCheck, settings
from hypothesis import given as given_any
from hypothesis import strategies as st

from tests.record.ledgers import rules, seed, write
from timeline.facts.codec import decode
from timeline.facts.entry import Recorded
from timeline.facts.records import (
    Confirmed,
    Corrected,
    DocumentDescribed,
    EntityDescribed,
    Renamed,
    Retracted,
)
from timeline.record.changes import Changes, changes
from timeline.record.ledger import read_ledger

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from timeline.errors import Problem
    from timeline.facts.fact import Event

E = TypeVar("E")

FACT = """
[[fact]]
id = "x"
type = "stake-changed"
holder = "a"
company = "b"
after = "5%"
document = "d"
quote = "to 5%"
"""
OTHER = '\n[[fact]]\nid = "y"\ntype = "control-ended"\nholder = "a"\ncompany = "b"\n'
ENTITY = '\n[[entity]]\nid = "a"\nkind = "company"\nname = "A"\n'


class Keeper:
    """A ledger, and the log that it is recorded in."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.recorded: list[Recorded] = []
        self.commits = 0

    def compare(
        self,
        *texts: str,
        part: str = "",
        amend: str | None = None,
        verified: Mapping[str, tuple[bool, ...]] | None = None,
    ) -> Changes:
        """Compare files events/0.toml, events/1.toml … with the log."""
        for old in self.root.glob("*/*.toml"):
            old.unlink()
        write(self.root, {f"events/{number}.toml": text for number, text in enumerate(texts)})
        ledger = read_ledger([self.root / part])
        assert ledger.problems == ()
        return changes(ledger, self.recorded, verified=verified, amend=amend)

    def record(
        self,
        *texts: str,
        amend: str | None = None,
        verified: Mapping[str, tuple[bool, ...]] | None = None,
    ) -> Changes:
        """Record files, unless that is refused."""
        compared = self.compare(*texts, amend=amend, verified=verified)
        assert not [each for each in compared.problems if each.severity == "error"]
        self.commits += bool(compared.entries)
        for each in compared.entries:
            self.recorded.append(
                Recorded(
                    event=decode(each.payload),
                    position=len(self.recorded) + 1,
                    commit=self.commits,
                    at=datetime(2026, 11, 21, tzinfo=UTC),
                    file=each.file,
                    line=each.line,
                    verified=each.verified,
                )
            )
        ids = [each.event.id for each in self.recorded]
        assert len(set(ids)) == len(ids), "an id is recorded once"
        return compared


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(tmp_path)


def ids(compared: Changes) -> list[str]:
    return [each.id for each in compared.entries]


def events(compared: Changes, cls: type[E]) -> list[E]:
    decoded: list[Event] = [decode(each.payload) for each in compared.entries]
    return [each for each in decoded if isinstance(each, cls)]


def one(compared: Changes) -> Problem:
    (problem,) = compared.problems
    return problem


def nothing(compared: Changes) -> bool:
    return (compared.entries, compared.problems) == ((), ())


# The same again


def test_a_first_recording_holds_all_that_the_files_state(keeper: Keeper) -> None:
    first = keeper.record(ENTITY + FACT, seed("d"), verified={"x": (True,)})
    assert ids(first) == ["document:d", "entity:a", "x"]
    assert (first.unchanged, first.problems) == (0, ())
    fact = first.entries[-1]
    assert (fact.file, fact.line, fact.verified) == ("events/0.toml", 7, (True,))


def test_recording_the_same_ledger_again_changes_nothing(keeper: Keeper) -> None:
    texts = [
        ENTITY + FACT + OTHER + '[[confirmation]]\nof = "x"\ndocument = "d"\nquote = "indeed"\n'
        '[[retraction]]\nof = "y"\nreason = "r"\n',
        seed("d"),
        FACT.replace('"x"', '"z"') + 'corrects = "x"\nreason = "r"\n',
    ]
    recorded = len(keeper.record(*texts).entries)
    again = keeper.record(*texts)
    assert nothing(again)
    assert again.unchanged == recorded == 8


def test_facts_moved_reordered_and_split_into_files_change_nothing(keeper: Keeper) -> None:
    keeper.record(FACT + OTHER, ENTITY, seed("d"))
    assert nothing(keeper.record("# moved\n\n" + OTHER, seed("d"), ENTITY + FACT))
    assert nothing(keeper.record(OTHER + ENTITY, FACT, seed("d")))


def test_another_way_to_write_the_same_changes_nothing(keeper: Keeper) -> None:
    keeper.record(FACT)
    other = 'document = "d"\nholder = "a"\n[[fact]]\ntype = "stake-changed"\nid = "x"\n'
    assert nothing(keeper.record(other + 'quote = ["to 5%"]\nafter = " 5%"\ncompany = "b"\n'))


# A changed fact


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('"5%"', '"6%"', "after"),
        ('"5%"', '"5.0%"', "after"),
        ('"b"', '"c"', "company"),
        ("[[fact]]", '[[fact]]\nnote = "n"', "note"),
        ("[[fact]]", '[[fact]]\nstanding = "official"', "standing"),
        ('"to 5%"', '"to 5% "', "quote"),
        ('"d"', '"e"', "quote"),
    ],
)
def test_a_changed_fact_is_refused_with_the_hint(
    keeper: Keeper, old: str, new: str, field: str
) -> None:
    keeper.record(FACT)
    refused = keeper.compare(FACT.replace(old, new))
    problem = one(refused)
    assert refused.entries == ()
    assert (problem.rule, problem.severity, problem.fact) == ("fact-changed", "error", "x")
    assert "commit #1" in problem.message
    assert f"({field})" in problem.message
    assert 'corrects = "x"' in problem.hint
    assert '--amend "REASON"' in problem.hint


def test_a_changed_fact_is_told_on_the_line_of_the_field(keeper: Keeper) -> None:
    keeper.record(FACT)
    assert one(keeper.compare(FACT.replace('"5%"', '"6%"'))).place == "events/0.toml:7"


def test_another_type_is_told_as_such(keeper: Keeper) -> None:
    keeper.record(FACT)
    assert "(type)" in one(keeper.compare(OTHER.replace('"y"', '"x"'))).message


def test_a_citation_taken_away_is_a_change(keeper: Keeper) -> None:
    keeper.record(FACT.replace('"to 5%"', '["to 5%", "indeed"]'))
    problem = one(keeper.compare(FACT))
    assert (problem.rule, problem.line) == ("fact-changed", 9)


# Amending


def test_amending_records_a_second_revision_and_why(keeper: Keeper) -> None:
    keeper.record(FACT)
    amended = keeper.record(FACT.replace('"5%"', '"6%"'), amend="mistyped", verified={"x": (True,)})
    assert ids(amended) == ["x~2", "corrected:x~2"]
    assert amended.entries[0].verified == (True,)
    (why,) = events(amended, Corrected)
    assert (why.of, why.by, why.reason, why.because) == (("x",), "x~2", "mistyped", "recording")


def test_what_was_amended_is_recorded(keeper: Keeper) -> None:
    keeper.record(FACT)
    keeper.record(FACT.replace('"5%"', '"6%"'), amend="mistyped")
    assert nothing(keeper.record(FACT.replace('"5%"', '"6%"')))
    assert one(keeper.compare(FACT)).rule == "fact-changed"


def test_amending_twice_makes_a_third_revision(keeper: Keeper) -> None:
    keeper.record(FACT)
    keeper.record(FACT.replace('"5%"', '"6%"'), amend="mistyped")
    third = keeper.record(FACT, amend="it was right")
    assert ids(third) == ["x~3", "corrected:x~3"]
    assert events(third, Corrected)[0].of == ("x~2",)
    assert nothing(keeper.record(FACT))


def test_amending_where_nothing_changed_amends_nothing(keeper: Keeper) -> None:
    keeper.record(FACT)
    assert nothing(keeper.record(FACT, amend="why not"))


def test_an_amended_fact_that_the_files_lack_is_still_missed(keeper: Keeper) -> None:
    keeper.record(FACT + OTHER)
    keeper.record(FACT.replace('"5%"', '"6%"') + OTHER, amend="mistyped")
    assert one(keeper.compare(OTHER)).rule == "fact-gone"


def test_what_was_imported_from_other_data_is_not_missed_in_the_files(keeper: Keeper) -> None:
    keeper.record(FACT)
    keeper.recorded = [evolve(each, file="statements.json") for each in keeper.recorded]
    assert keeper.compare(OTHER).problems == ()


def test_more_than_nine_revisions_keep_their_order(keeper: Keeper) -> None:
    keeper.record(FACT)
    for number in range(2, 13):
        text = FACT.replace('"5%"', f'"{number + 20}%"')
        assert ids(keeper.record(text, amend="again"))[0] == f"x~{number}"


# Citations


def test_an_added_citation_is_a_confirmation_by_itself_and_once(keeper: Keeper) -> None:
    keeper.record(FACT)
    added = FACT.replace('"to 5%"', '["to 5%", { document = "e", quote = "five" }]')
    compared = keeper.record(added, verified={"x": (False, True)})
    (confirmed,) = events(compared, Confirmed)
    assert (confirmed.of, [each.quote for each in confirmed.citations]) == ("x", ["five"])
    assert compared.entries[0].verified == (True,)
    assert compared.entries[0].line == 2
    assert nothing(keeper.record(added))


def test_each_further_citation_is_one_more_confirmation(keeper: Keeper) -> None:
    keeper.record(FACT)
    two, three = (
        FACT.replace('"to 5%"', quotes) for quotes in ('["to 5%", "b"]', '["c", "to 5%", "b"]')
    )
    keeper.record(two)
    (confirmed,) = events(keeper.record(three), Confirmed)
    assert [each.quote for each in confirmed.citations] == ["c"]
    assert nothing(keeper.record(three))


def test_the_order_of_citations_changes_nothing(keeper: Keeper) -> None:
    keeper.record(FACT.replace('"to 5%"', '["to 5%", "b"]'))
    assert nothing(keeper.record(FACT.replace('"to 5%"', '["b", "to 5%"]')))


def test_a_first_citation_is_a_confirmation_too(keeper: Keeper) -> None:
    keeper.record(OTHER)
    cited = keeper.record(OTHER + 'document = "d"\nquote = "gone"\n')
    assert len(events(cited, Confirmed)) == 1


def test_a_confirming_citation_taken_away_again_is_reported(keeper: Keeper) -> None:
    keeper.record(FACT)
    keeper.record(FACT.replace('"to 5%"', '["to 5%", "b"]'))
    problem = one(keeper.compare(FACT))
    assert (problem.rule, problem.severity) == ("fact-gone", "warning")
    assert "“confirmed:x:" in problem.message


def test_an_amendment_settles_which_citations_there_are(keeper: Keeper) -> None:
    keeper.record(FACT)
    keeper.record(FACT.replace('"to 5%"', '["to 5%", "b"]'))
    keeper.compare(FACT.replace('"5%"', '"6%"'), amend="mistyped")
    keeper.record(FACT.replace('"5%"\n', '"6%"\n'), amend="mistyped")
    assert nothing(keeper.record(FACT.replace('"5%"\n', '"6%"\n')))


def test_a_confirmation_of_its_own_is_recorded_and_missed_when_it_is_gone(keeper: Keeper) -> None:
    table = '[[confirmation]]\nof = "x"\ndocument = "e"\nquote = "five"\nfields = "after"\n'
    assert len(events(keeper.record(FACT + table), Confirmed)) == 1
    assert nothing(keeper.record(FACT, table))
    assert one(keeper.compare(FACT)).rule == "fact-gone"
    changed = keeper.compare(FACT + table.replace('"after"', '"holder"'))
    assert rules(changed.problems) == ["fact-changed"]


# Corrections and retractions


CORRECTING = FACT.replace('"x"', '"z"').replace("5%", "6%") + 'corrects = "x"\nreason = "r"\n'


def test_a_correcting_fact_is_recorded_with_its_correction(keeper: Keeper) -> None:
    keeper.record(FACT)
    compared = keeper.record(FACT + CORRECTING)
    assert ids(compared) == ["z", "corrected:z"]
    (correction,) = events(compared, Corrected)
    assert (correction.of, correction.by, correction.because) == (("x",), "z", "source")
    assert nothing(keeper.record(FACT + CORRECTING))


def test_a_corrected_fact_may_be_taken_out_of_the_files(keeper: Keeper) -> None:
    keeper.record(FACT)
    assert keeper.record(CORRECTING).problems == ()
    assert nothing(keeper.record(CORRECTING))


def test_a_correction_that_reads_differently_is_refused(keeper: Keeper) -> None:
    keeper.record(FACT + CORRECTING)
    problem = one(keeper.compare(FACT + CORRECTING.replace('"r"', '"another reason"')))
    assert (problem.rule, problem.fact) == ("fact-changed", "corrected:z")


def test_a_correction_that_the_files_lack_is_reported(keeper: Keeper) -> None:
    keeper.record(FACT + CORRECTING)
    problem = one(keeper.compare(FACT + CORRECTING.partition("corrects")[0]))
    assert (problem.rule, problem.fact) == ("fact-gone", "corrected:z")


def test_a_retracted_fact_may_be_taken_out_of_the_files(keeper: Keeper) -> None:
    retraction = '[[retraction]]\nof = "x"\nreason = "r"\nbecause = "recording"\n'
    keeper.record(FACT)
    compared = keeper.record(retraction)
    assert [each.of for each in events(compared, Retracted)] == [("x",)]
    assert compared.problems == ()
    assert nothing(keeper.record(retraction))
    assert nothing(keeper.record(FACT + retraction))
    assert one(keeper.compare(FACT)).fact == "retracted:x"


RETRACTION = '[[retraction]]\nof = "x"\nreason = "r"\nbecause = "recording"\n'
BACK = RETRACTION.replace('"x"', '"retracted:x"')


def test_a_fact_whose_retraction_was_taken_back_is_to_stand_in_the_files(keeper: Keeper) -> None:
    keeper.record(FACT)
    keeper.record(RETRACTION)
    compared = keeper.record(FACT + RETRACTION + BACK)
    assert ids(compared) == ["retracted:retracted:x"]
    assert nothing(keeper.record(FACT + BACK))  # what was taken back may leave the files
    assert one(keeper.compare(RETRACTION + BACK)).fact == "x"
    assert one(keeper.compare(FACT)).fact == "retracted:retracted:x"


def test_a_retraction_may_have_an_id_of_its_own(keeper: Keeper) -> None:
    keeper.record(FACT)
    again = RETRACTION + 'id = "again"\n'
    assert ids(keeper.record(RETRACTION + BACK + again)) == [
        "retracted:x", "retracted:retracted:x", "retracted:again",
    ]  # fmt: skip
    assert nothing(keeper.record(RETRACTION + BACK + again))


def test_a_correction_that_was_taken_back_may_leave_the_files(keeper: Keeper) -> None:
    keeper.record(FACT + CORRECTING)
    back = '[[retraction]]\nof = "corrected:z"\nreason = "r"\nbecause = "recording"\n'
    keeper.record(FACT + CORRECTING + back)
    assert nothing(keeper.record(FACT + CORRECTING.partition("corrects")[0] + back))
    assert one(keeper.compare(CORRECTING.partition("corrects")[0] + back)).fact == "x"


def test_a_fact_that_the_files_lack_is_reported(keeper: Keeper) -> None:
    keeper.record(OTHER, FACT)
    problem = one(keeper.compare(OTHER))
    assert (problem.rule, problem.severity, problem.fact) == ("fact-gone", "warning", "x")
    assert "recorded in commit #1 from events/1.toml:2" in problem.message
    assert "[[retraction]]" in problem.hint


def test_of_a_part_of_a_ledger_only_its_own_files_lack_facts(keeper: Keeper) -> None:
    keeper.record(OTHER, FACT)
    assert nothing(keeper.compare(OTHER, part="events/0.toml"))
    assert one(keeper.compare("", FACT, part="events/0.toml")).fact == "y"
    assert one(keeper.compare(OTHER, "", part="")).fact == "x"


# Other names


def test_a_fact_may_go_by_another_name(keeper: Keeper) -> None:
    keeper.record(FACT)
    renamed = FACT.replace('"x"', '"new"') + 'was = "x"\n'
    compared = keeper.record(renamed)
    assert [(each.of, each.to) for each in events(compared, Renamed)] == [("x", "new")]
    assert len(compared.entries) == 1
    assert nothing(keeper.record(renamed))
    assert nothing(keeper.record(FACT.replace('"x"', '"new"')))


def test_a_name_may_change_more_than_once(keeper: Keeper) -> None:
    keeper.record(FACT)
    keeper.record(FACT.replace('"x"', '"new"') + 'was = "x"\n')
    last = FACT.replace('"x"', '"newest"')
    assert ids(keeper.record(last + 'was = "new"\n')) == ["renamed:new"]
    assert nothing(keeper.record(last))
    assert ids(keeper.record(last.replace('"5%"', '"6%"'), amend="r"))[0] == "x~2"


def test_a_name_that_was_changed_already_is_changed_from_what_it_became(keeper: Keeper) -> None:
    keeper.record(FACT)
    keeper.record(FACT.replace('"x"', '"new"') + 'was = "x"\n')
    compared = keeper.record(FACT.replace('"x"', '"newest"') + 'was = "x"\n')
    assert [(each.of, each.to) for each in events(compared, Renamed)] == [("new", "newest")]
    assert nothing(keeper.record(FACT.replace('"x"', '"newest"') + 'was = "x"\n'))


@pytest.mark.parametrize("recorded", [False, True])
def test_a_fact_goes_on_under_one_name(keeper: Keeper, *, recorded: bool) -> None:
    keeper.record(FACT)
    first, second = (FACT.replace('"x"', f'"{name}"') + 'was = "x"\n' for name in ("one", "two"))
    if recorded:
        keeper.record(first)
    problem = one(keeper.compare(first, second))
    assert (problem.rule, problem.place, problem.fact) == ("was-twice", "events/1.toml:10", "two")
    assert "goes on as “one” at events/0.toml:2" in problem.message


def test_a_fact_that_is_still_there_goes_by_no_other_name(keeper: Keeper) -> None:
    keeper.record(FACT)
    renamed = FACT.replace('"x"', '"new"') + 'was = "x"\n'
    for texts in ((FACT, renamed), (renamed, FACT)):
        problem = one(keeper.compare(*texts))
        assert (problem.rule, problem.fact) == ("was-twice", "new")
        assert "goes on as “x”" in problem.message


def test_a_renamed_fact_that_changed_is_refused(keeper: Keeper) -> None:
    keeper.record(FACT)
    compared = keeper.compare(FACT.replace('"x"', '"new"').replace('"5%"', '"6%"') + 'was = "x"\n')
    assert rules(compared.problems) == ["fact-changed"]


def test_a_name_that_never_was_is_told(keeper: Keeper) -> None:
    problem = one(keeper.compare(FACT + 'was = "nobody"\n'))
    assert (problem.rule, problem.line) == ("fact-unknown", 10)


def test_a_correcting_fact_may_go_by_another_name(keeper: Keeper) -> None:
    keeper.record(FACT + CORRECTING)
    renamed = FACT + CORRECTING.replace('"z"', '"new"') + 'was = "z"\n'
    assert ids(keeper.record(renamed)) == ["renamed:z"]
    assert nothing(keeper.record(renamed))


def test_a_renamed_fact_may_be_retracted_by_its_new_name(keeper: Keeper) -> None:
    keeper.record(FACT)
    keeper.record(FACT.replace('"x"', '"new"') + 'was = "x"\n')
    retraction = '[[retraction]]\nof = "new"\nreason = "r"\nbecause = "recording"\n'
    assert keeper.record(retraction).problems == ()
    assert nothing(keeper.record(retraction))


# Documents and entities


def test_an_entity_described_anew_is_another_version(keeper: Keeper) -> None:
    keeper.record(ENTITY)
    second = keeper.record(ENTITY + 'aliases = "甲"\n')
    assert ids(second) == ["entity:a~2"]
    assert events(second, EntityDescribed)[0].aliases == ("甲",)
    assert nothing(keeper.record(ENTITY + 'aliases = "甲"\n'))
    assert ids(keeper.record(ENTITY)) == ["entity:a~3"]


def test_a_document_described_anew_is_another_version(keeper: Keeper) -> None:
    keeper.record(seed("d", published="2025-09/.."))
    second = keeper.record(seed("d", published="2025-09-02"))
    assert ids(second) == ["document:d~2"]
    assert str(events(second, DocumentDescribed)[0].published) == "2025-09-02"
    assert nothing(keeper.record(seed("d", published="2025-09-02")))


# Any order


PARTS = [
    ENTITY,
    ENTITY.replace('"a"', '"b"').replace('"A"', '"B"'),
    FACT,
    OTHER,
    CORRECTING,
    FACT.replace('"x"', '"w"').replace('"to 5%"', '["to 5%", "five"]'),
    '[[document]]\nid = "d"\npublisher = "P"\npublished = "2025"\n',
    '[[retraction]]\nof = "y"\nreason = "r"\n',
    '[[confirmation]]\nof = "x"\ndocument = "e"\nquote = "five"\n',
]


def digests(compared: Changes) -> set[tuple[str, str]]:
    return {(each.id, each.digest) for each in compared.entries}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given_any(st.permutations(PARTS), st.lists(st.integers(0, len(PARTS)), max_size=3))
def test_any_order_of_a_ledger_has_the_same_digests(
    tmp_path: Path, parts: list[str], cuts: list[int]
) -> None:
    keeper = Keeper(tmp_path)
    wanted = keeper.compare("".join(PARTS))
    edges = [0, *sorted(cuts), len(parts)]
    files = ["".join(parts[low:high]) for low, high in pairwise(edges)]
    found = keeper.record(*files)
    assert digests(found) == digests(wanted)
    assert len(found.entries) == len(wanted.entries) == len(PARTS) + 1
    assert nothing(keeper.record("".join(PARTS)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given_any(st.permutations(PARTS[:4] + PARTS[5:7]), st.integers(0, 6))
def test_recording_bit_by_bit_comes_to_the_same(tmp_path: Path, parts: list[str], cut: int) -> None:
    keeper = Keeper(tmp_path)
    wanted = digests(keeper.compare("".join(parts)))
    first = keeper.record("".join(parts[:cut]))
    second = keeper.record("".join(parts))
    assert digests(first) | digests(second) == wanted
    assert not digests(first) & digests(second)
