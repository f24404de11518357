"""What each statement of BODS asserts, and what it does not."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.bods_files import (
    Told,
    company,
    imported,
    interest,
    known,
    levels,
    person,
    stake,
)
from timeline import clock
from timeline.api.importing import import_bods
from timeline.facts.codec import entry
from timeline.facts.fact import Fact, FactRef
from timeline.facts.records import (
    Corrected,
    DocumentDescribed,
    EntityDescribed,
    Retracted,
    StatementImported,
)
from timeline.formats.bods import read_bods
from timeline.formats.bods_statements import BodsUnreadable
from timeline.store.log import Log

if TYPE_CHECKING:
    from pathlib import Path

WHO = (company(), person())


def facts(log: Log) -> list[Fact]:
    return [each for each in known(log).values() if isinstance(each, Fact)]


class TestNew:
    def test_an_interest_with_a_start_is_a_change_on_that_day(self) -> None:
        log, _ = imported(*WHO, stake("2020-01-01", interest(40, "2018-05-01")))
        assert levels(log, "2018-04-30") == {}
        assert levels(log, "2018-05-01") == {"ann": "40"}

    def test_an_interest_without_a_start_was_seen_on_the_day_of_the_statement(self) -> None:
        log, _ = imported(*WHO, stake("2020-01-01", interest(40)))
        assert levels(log, "2019-12-31") == {}
        assert levels(log, "2020-01-01") == {"ann": "40"}

    def test_an_interest_that_ended_is_none_from_its_end_on(self) -> None:
        log, _ = imported(*WHO, stake("2020-01-01", interest(40, "2018-05-01", "2019-03-01")))
        assert levels(log, "2019-02-28") == {"ann": "40"}
        assert levels(log, "2019-03-01") == {"ann": "0"}

    def test_the_past_of_an_interest_may_be_told_in_one_statement(self) -> None:
        spells = (interest(25, "2016-01-01", "2018-01-01"), interest(50, "2018-01-01"))
        log, outcome = imported(*WHO, stake("2020-01-01", *spells))
        assert outcome.problems == ()
        assert levels(log, "2017-12-31") == {"ann": "25"}
        assert levels(log, "2018-01-01") == {"ann": "50"}

    def test_two_interests_at_once_may_be_parts_or_may_add_up(self) -> None:
        log, outcome = imported(
            *WHO, stake("2020-01-01", interest(25, "2016-01-01"), interest(20, "2018-01-01"))
        )
        assert levels(log, "2017-12-31") == {"ann": "25"}
        assert levels(log, "2018-01-01") == {"ann": "[25, 45]"}
        assert [each.rule for each in outcome.problems] == ["bods-interests-at-once"]

    def test_of_two_records_of_the_same_parties_it_is_told_that_they_are_open_at_once(self) -> None:
        one = stake("2020-01-01", interest(25, "2016-01-01"))
        two = stake("2020-02-01", interest(20, "2018-01-01"), record="r2")
        log, outcome = imported(*WHO, one, two)
        assert levels(log, "2018-01-01") == {"ann": "20"}
        (problem,) = outcome.problems
        assert (problem.rule, "in record r1 too" in problem.message) == (
            "bods-interests-at-once", True,
        )  # fmt: skip
        _, apart = imported(
            *WHO, one, stake("2020-02-01", interest(20, kind="votingRights"), record="r2")
        )
        assert apart.problems == ()

    def test_something_that_lies_ahead_has_not_happened_yet(self) -> None:
        log, _ = imported(*WHO, stake("2020-01-01", interest(40, "2018-01-01", "2021-01-01")))
        assert levels(log, "2020-12-31") == {"ann": "40"}
        assert levels(log, "2021-01-01") == {"ann": "0"}

    @pytest.mark.parametrize(
        ("share", "level"),
        [
            ({"exact": 76.5}, "153/2"),
            ({"minimum": 25, "exclusiveMaximum": 50}, "[25, 50)"),
            ({"exclusiveMinimum": 25, "maximum": 50}, "(25, 50]"),
            ({"exclusiveMinimum": 75}, "(75, 100]"),
            ({"minimum": 0, "maximum": 25}, "[0, 25]"),
            ({"maximum": 25}, "(0, 25]"),
            ({}, "(0, 100]"),
            (None, "(0, 100]"),
            ({"exact": 0}, "0"),
            ({"maximum": 0}, "0"),
        ],
    )
    def test_bounds_are_carried(self, share: Told | None, level: str) -> None:
        log, _ = imported(*WHO, stake("2020-01-01", interest(share, "2018-05-01")))
        assert levels(log, "2020-01-01") == {"ann": level}


class TestUpdated:
    def test_a_new_start_is_a_change_on_that_day(self) -> None:
        log, _ = imported(
            *WHO,
            stake("2020-01-01", interest(40, "2018-05-01")),
            stake("2021-01-01", interest(30, "2020-06-01"), status="updated"),
        )
        assert levels(log, "2020-05-31") == {"ann": "40"}
        assert levels(log, "2020-06-01") == {"ann": "30"}
        assert levels(log, "2020-06-01", "2020-12-31") == {"ann": "40"}

    @pytest.mark.parametrize("start", ["2018-05-01", None])
    def test_another_share_from_the_same_start_came_since_the_statement_before(
        self, start: str | None
    ) -> None:
        log, _ = imported(
            *WHO,
            stake("2020-01-01", interest(40, start)),
            stake("2021-01-01", interest(30, start), status="updated"),
        )
        assert levels(log, "2020-01-01") == {"ann": "40"}
        assert levels(log, "2020-01-02") == {"ann": "[30, 40]?"}
        assert levels(log, "2020-12-31") == {"ann": "[30, 40]?"}
        assert levels(log, "2021-01-01") == {"ann": "30"}

    def test_the_same_again_is_seen_again(self) -> None:
        log, outcome = imported(
            *WHO,
            stake("2020-01-01", interest(40, "2018-05-01")),
            stake("2021-01-01", interest(40, "2018-05-01"), status="updated"),
        )
        assert outcome.skipped == ()
        assert [each.TYPE for each in facts(log)] == ["stake-changed", "stake-stated"]
        assert levels(log, "2020-12-31") == {"ann": "40"}

    def test_an_earlier_day_than_was_told_corrects_what_was_told(self) -> None:
        """In 2020 Ann held 40; in 2021 it is said that since 2019 she has held 30."""
        log, _ = imported(
            *WHO,
            stake("2020-01-01", interest(40)),
            stake("2021-01-01", interest(30, "2019-01-01"), status="updated"),
        )
        assert levels(log, "2020-06-01", "2020-12-31") == {"ann": "40"}
        assert levels(log, "2020-06-01") == {"ann": "30"}
        assert levels(log, "2019-01-01") == {"ann": "30"}

    def test_an_end_that_is_taken_back_is_corrected(self) -> None:
        log, _ = imported(
            *WHO,
            stake("2020-01-01", interest(40, "2018-01-01", "2019-01-01")),
            stake("2021-01-01", interest(40, "2018-01-01"), status="updated"),
        )
        assert levels(log, "2020-06-01", "2020-12-31") == {"ann": "0"}
        assert levels(log, "2020-06-01") == {"ann": "40"}
        assert levels(log, "2022-01-01") == {"ann": "40"}

    def test_an_end_that_is_moved_is_corrected(self) -> None:
        log, _ = imported(
            *WHO,
            stake("2020-01-01", interest(40, "2018-01-01", "2019-01-01")),
            stake("2021-01-01", interest(40, "2018-01-01", "2019-06-01"), status="updated"),
        )
        assert levels(log, "2019-03-01") == {"ann": "40"}
        assert levels(log, "2019-06-01") == {"ann": "0"}

    def test_a_past_level_told_otherwise_was_wrong_from_the_start(self) -> None:
        later = interest(20, "2019-01-01")
        log, _ = imported(
            *WHO,
            stake("2020-01-01", interest(40, "2018-01-01", "2019-01-01"), later),
            stake("2021-01-01", interest(35, "2018-01-01", "2019-01-01"), later, status="updated"),
        )
        assert levels(log, "2018-06-01", "2020-12-31") == {"ann": "40"}
        assert levels(log, "2018-06-01") == {"ann": "35"}
        assert levels(log, "2020-06-01") == {"ann": "20"}

    def test_an_interest_that_is_told_no_longer_is_as_one_closed(self) -> None:
        votes = interest(40, "2018-01-01", kind="votingRights")
        log, _ = imported(
            *WHO,
            stake("2020-01-01", interest(40, "2018-01-01"), votes),
            stake("2021-01-01", votes, status="updated"),
            threshold="25%",
        )
        assert levels(log, "2021-01-01") == {"ann": "[0, 25)"}
        assert levels(log, "2021-01-01", name="votes") == {"ann": "40"}

    def test_an_update_of_what_is_not_there_is_said(self) -> None:
        _, outcome = imported(
            *WHO, stake("2020-01-01", interest(40, "2018-01-01"), status="updated")
        )
        assert [each.rule for each in outcome.problems] == ["bods-earlier-missing"]


class TestClosed:
    OPENED = stake("2020-01-01", interest(30, "2018-01-01"))
    CLOSED = stake("2021-01-01", interest(30, "2018-01-01"), status="closed")

    @pytest.mark.parametrize(
        ("threshold", "level"), [("25%", "[0, 25)"), ("10%", "[0, 10)"), (None, "[0, 100]")]
    )
    def test_with_no_end_it_went_under_the_threshold_or_to_nothing(
        self, threshold: str | None, level: str
    ) -> None:
        log, _ = imported(*WHO, self.OPENED, self.CLOSED, threshold=threshold)
        assert levels(log, "2020-01-01") == {"ann": "30"}
        assert levels(log, "2021-01-01") == {"ann": level}
        assert levels(log, "2020-06-01")["ann"].endswith("?")

    def test_with_an_end_it_is_none_from_that_day(self) -> None:
        closed = stake("2021-01-01", interest(30, "2018-01-01", "2020-08-01"), status="closed")
        log, _ = imported(*WHO, self.OPENED, closed)
        assert levels(log, "2020-07-31") == {"ann": "30"}
        assert levels(log, "2020-08-01") == {"ann": "0"}

    def test_what_another_holds_leaves_the_rest(self) -> None:
        other = stake("2021-01-01", interest(80, "2020-12-01"), record="r2", holder="bob")
        log, _ = imported(*WHO, person("bob"), self.OPENED, self.CLOSED, other)
        assert levels(log, "2021-01-01") == {"ann": "[0, 20]", "bob": "80"}

    def test_where_another_record_tells_on_nothing_ended(self) -> None:
        again = stake("2021-01-01", interest(30, "2018-01-01"), record="r2")
        log, outcome = imported(*WHO, self.OPENED, self.CLOSED, again)
        assert levels(log, "2021-01-01") == {"ann": "30"}
        assert "record r2" in outcome.skipped[0].why

    def test_a_record_closed_at_once_was_held_from_its_start(self) -> None:
        log, _ = imported(*WHO, self.CLOSED, threshold="25%")
        assert levels(log, "2018-01-01") == {"ann": "30"}
        assert levels(log, "2021-01-01") == {"ann": "[0, 25)"}

    def test_a_record_closed_at_once_with_no_day_tells_nothing(self) -> None:
        log, outcome = imported(*WHO, stake("2021-01-01", interest(30), status="closed"))
        assert facts(log) == []
        assert [each.why[:18] for each in outcome.skipped] == ["it tells of nothin"]

    def test_control_may_have_ended(self) -> None:
        control = interest(
            kind="otherInfluenceOrControl", start="2018-01-01", beneficialOwnershipOrControl=True
        )
        log, _ = imported(
            *WHO, stake("2020-01-01", control), stake("2021-01-01", control, status="closed")
        )
        ended = facts(log)[-1]
        assert ended.TYPE == "control-ended"
        assert str(ended.occurred) == "[2020-01-02..]"
        assert ended.effective

    def test_the_record_of_a_person_says_nothing_of_the_person(self) -> None:
        gone = person("ann", "2021-01-01") | {"recordStatus": "closed"}
        log, outcome = imported(*WHO, gone)
        assert facts(log) == []
        assert "says nothing of what became of it" in outcome.skipped[0].why


class TestDates:
    def test_it_is_public_from_its_publication_on(self) -> None:
        log, _ = imported(
            *WHO, stake("2020-01-01", interest(40, "2018-05-01"), published="2020-02-01")
        )
        assert levels(log, "2020-03-01", "2020-01-31") == {}
        assert levels(log, "2020-03-01", "2020-02-01") == {"ann": "40"}

    def test_with_no_publication_it_was_public_no_earlier_than_it_was_declared(self) -> None:
        log, _ = imported(*WHO, stake("2020-01-01", interest(40, "2018-05-01"), published=None))
        # Nobody is named without a publisher: the parties are those of another system.
        assert facts(log) == []
        who = [
            {name: each for name, each in told.items() if name != "publicationDetails"}
            for told in WHO
        ]
        log, _ = imported(*who, stake("2020-01-01", interest(40, "2018-05-01"), published=None))
        assert levels(log, "2020-03-01", "2019-12-31") == {}
        assert levels(log, "2020-03-01", "2020-03-01") == {"ann": "40?"}

    def test_published_before_it_was_declared_is_some_day_between(self) -> None:
        log, outcome = imported(
            *WHO, stake("2020-01-01", interest(40, "2018-05-01"), published="2019-06-01")
        )
        assert [each.rule for each in outcome.problems] == ["bods-published-early"]
        assert levels(log, "2020-03-01", "2019-07-01") == {"ann": "40?"}
        assert levels(log, "2020-03-01", "2020-01-01") == {"ann": "40"}

    def test_a_time_counts_as_the_day_of_its_own_place(self) -> None:
        told = stake("2020-01-01", interest(40)) | {"statementDate": "2020-01-01T23:30:00-11:00"}
        log, _ = imported(*WHO, told)
        assert levels(log, "2020-01-01") == {"ann": "40"}

    def test_the_last_day_there_is_can_be_an_end(self) -> None:
        log, _ = imported(*WHO, stake("2020-01-01", interest(40, "2018-01-01", "9999-12-31")))
        assert levels(log, "2030-01-01") == {"ann": "40"}


class TestInterests:
    @pytest.mark.parametrize(
        ("kind", "name"),
        [
            ("shareholding", "shares"),
            ("votingRights", "votes"),
            ("appointmentOfBoard", "board"),
            ("rightsToSurplusAssetsOnDissolution", "economic-surplus-assets"),
            ("rightsToProfitOrIncome", "economic-profit"),
        ],
    )
    def test_each_is_an_interest_of_its_own(self, kind: str, name: str) -> None:
        log, _ = imported(*WHO, stake("2020-01-01", interest(40, kind=kind)))
        assert levels(log, "2020-01-01", name=name) == {"ann": "40"}

    @pytest.mark.parametrize(
        ("kind", "name"),
        [("shareholding", "economic-indirect"), ("votingRights", "votes-indirect")],
    )
    def test_one_through_others_is_not_added_to_theirs(self, kind: str, name: str) -> None:
        log, _ = imported(
            *WHO,
            company("mid"),
            stake("2020-01-01", interest(60, kind=kind), record="r0", holder="mid"),
            stake("2020-01-01", interest(60, kind=kind, directOrIndirect="indirect")),
        )
        assert "ann" not in levels(log, "2020-01-01", name=kind)
        assert levels(log, "2020-01-01", name=name) == {"ann": "60"}

    @pytest.mark.parametrize(
        ("kind", "owner", "controls"),
        [
            ("otherInfluenceOrControl", True, True),
            ("otherInfluenceOrControl", False, False),
            ("otherInfluenceOrControl", None, False),
            ("controlByLegalFramework", False, True),
            ("controlViaCompanyRulesOrArticles", None, True),
            ("trustee", True, True),
            ("settlor", True, False),
        ],
    )
    def test_control_is_stated_where_the_interest_makes_it(
        self,
        kind: str,
        owner: bool | None,  # noqa: FBT001 - an example
        controls: bool,  # noqa: FBT001 - an example
    ) -> None:
        told = interest(kind=kind)
        if owner is not None:
            told["beneficialOwnershipOrControl"] = owner
        log, outcome = imported(*WHO, stake("2020-01-01", told))
        assert [each.TYPE for each in facts(log)] == ["control-stated"] * controls
        assert len(outcome.skipped) == (not controls)

    def test_a_post_is_recorded_once_and_its_share_is_none_of_the_company(self) -> None:
        post = interest(30, "2018-01-01", kind="boardChair")
        later = interest(30, "2020-06-01", kind="boardChair")
        log, outcome = imported(
            *WHO, stake("2020-01-01", post), stake("2021-01-01", later, status="updated")
        )
        assert [each.TYPE for each in facts(log)] == ["person-moved"]
        assert [each.why for each in outcome.skipped] == [
            "interest 1 (boardChair): its share is left out, since a board-chair has none",
            "interest 1 (boardChair): its share is left out, since a board-chair has none",
            "the post of board chair goes on, and is recorded once",
        ]

    @pytest.mark.parametrize("kind", ["unknownInterest", "nominee", "enjoymentAndUseOfAssets", "x"])
    def test_what_has_no_place_here_is_left_out_with_the_reason(self, kind: str) -> None:
        log, outcome = imported(*WHO, stake("2020-01-01", interest(40, kind=kind)))
        assert facts(log) == []
        assert outcome.skipped[0].statement.startswith("r1-2020-01-01")
        assert outcome.skipped[0].why.startswith(f"interest 1 ({kind}): ")

    def test_one_that_ends_before_it_begins_is_left_out(self) -> None:
        _, outcome = imported(*WHO, stake("2020-01-01", interest(4, "2019-01-01", "2018-01-01")))
        assert "before it begins" in outcome.skipped[0].why


class TestParties:
    @pytest.mark.parametrize("field", ["holder", "of"])
    def test_one_that_is_not_specified_is_not_made_up(self, field: str) -> None:
        nobody: Any = {field: {"reason": "unknown", "description": "lost"}}
        log, outcome = imported(*WHO, stake("2020-01-01", interest(40), **nobody))
        assert facts(log) == []
        assert "not specified (unknown: lost)" in outcome.skipped[0].why

    def test_nobody_holds_itself(self) -> None:
        """So it stands in a published example, whose arrangement has the company's own record."""
        log, outcome = imported(*WHO, stake("2020-01-01", interest(100), holder="acme"))
        assert facts(log) == []
        assert "its two parties are one record" in outcome.skipped[0].why

    def test_one_that_is_not_described_is_said(self) -> None:
        _, outcome = imported(*WHO, stake("2020-01-01", interest(40), holder="zoe"))
        assert "“zoe” is described neither here nor in the log" in outcome.skipped[0].why

    def test_an_unnamed_person_has_a_record_and_the_reason(self) -> None:
        unnamed = person(
            "x", names=[], personType="anonymousPerson",
            unspecifiedPersonDetails={"reason": "interestedPartyExemptFromDisclosure"},
        )  # fmt: skip
        log, _ = imported(*WHO, unnamed, stake("2020-01-01", interest(40), holder="x"))
        assert levels(log, "2020-01-01") == {"unnamed-person-x": "40"}
        (entity,) = (
            each for each in known(log).values()
            if isinstance(each, EntityDescribed) and each.name == "unnamed person x"
        )  # fmt: skip
        assert entity.note == "interestedPartyExemptFromDisclosure"

    def test_a_company_is_founded_dissolved_and_renamed(self) -> None:
        log, _ = imported(
            company(foundingDate="2001-01-01"),
            company(day="2021-01-01", name="Apex", foundingDate="2001-01-01",
                    dissolutionDate="2020-12-01"),
        )  # fmt: skip
        told = [(each.TYPE, str(each.occurred)) for each in facts(log)]
        assert told == [
            ("company-founded", "2001-01-01"),
            ("company-dissolved", "2020-12-01"),
            ("company-renamed", "[2020-01-02..2021-01-01]"),
        ]
        (entity,) = (each for each in known(log).values() if isinstance(each, EntityDescribed))
        assert (entity.name, entity.aliases) == ("Apex", ("Acme",))

    def test_another_founding_corrects_the_first(self) -> None:
        log, _ = imported(
            company(foundingDate="2001-01-01"), company(day="2021-01-01", foundingDate="2002-02-02")
        )
        (correction,) = (each for each in known(log).values() if isinstance(each, Corrected))
        assert [str(each.occurred) for each in facts(log)] == ["2001-01-01", "2002-02-02"]
        assert correction.because == "source"

    def test_namesakes_are_two(self) -> None:
        log, _ = imported(company(), company("b", name="Acme"), person())
        ids = {each.entity for each in known(log).values() if isinstance(each, EntityDescribed)}
        assert len(ids) == 3


class TestAgain:
    FIRST = (*WHO, stake("2020-01-01", interest(40, "2018-01-01")))
    NEXT = stake("2021-01-01", interest(30, "2018-01-01"), status="updated")

    def test_the_same_file_changes_nothing_whatever_it_is_called(self) -> None:
        log, first = imported(*self.FIRST)
        _, again = imported(*self.FIRST, log=log, file="b.json")
        assert (again.commit, again.recorded, again.unchanged) == (None, 0, first.recorded)
        assert again.head == first.head

    def test_a_longer_file_adds_what_is_new(self) -> None:
        log, _ = imported(*self.FIRST)
        _, again = imported(*self.FIRST, self.NEXT, log=log, file="b.json")
        assert again.problems == ()
        assert again.recorded == 3  # the document, one statement kept, and one change
        assert levels(log, "2020-06-01") == {"ann": "[30, 40]?"}

    def test_the_next_statements_alone_go_on_from_what_is_recorded(self) -> None:
        log, _ = imported(*self.FIRST)
        alone, _ = imported(*self.FIRST, self.NEXT)
        _, again = imported(self.NEXT, log=log, file="b.json")
        assert again.problems == ()
        for day in ("2020-01-01", "2020-06-01", "2021-01-01"):
            assert levels(log, day) == levels(alone, day)

    def test_a_closure_alone_goes_on_from_what_is_recorded(self) -> None:
        log, _ = imported(*self.FIRST)
        closed = stake("2021-01-01", interest(40, "2018-01-01"), status="closed")
        imported(closed, log=log, threshold="25%")
        assert levels(log, "2020-01-01") == {"ann": "40"}
        assert levels(log, "2021-01-01") == {"ann": "[0, 25)"}
        reopened = stake("2022-01-01", interest(50, "2021-12-01"), status="updated")
        imported(reopened, log=log)
        assert levels(log, "2022-01-01") == {"ann": "50"}

    def test_a_later_file_corrects_what_an_earlier_one_told(self) -> None:
        log, _ = imported(*self.FIRST)
        imported(stake("2021-01-01", interest(30, "2017-01-01"), status="updated"), log=log)
        assert levels(log, "2019-01-01", "2020-06-01") == {"ann": "40"}
        assert levels(log, "2019-01-01") == {"ann": "30"}

    def test_another_threshold_puts_right_what_was_read_with_the_first(self) -> None:
        closed = stake("2021-01-01", interest(40, "2018-01-01"), status="closed")
        log, _ = imported(*self.FIRST, closed)
        assert levels(log, "2021-01-01") == {"ann": "[0, 100]"}
        _, again = imported(*self.FIRST, closed, log=log, threshold="25%")
        assert not again.refused
        assert levels(log, "2021-01-01", "2021-01-01") == {"ann": "[0, 25)"}
        (correction,) = (each for each in known(log).values() if isinstance(each, Corrected))
        assert (correction.because, correction.reason) == (
            "recording", "read again with what “a.json” tells"
        )  # fmt: skip

    def test_a_threshold_is_kept_where_none_is_named_later(self) -> None:
        closed = stake("2021-01-01", interest(40, "2018-01-01"), status="closed")
        log, _ = imported(*self.FIRST, closed, threshold="25%")
        _, again = imported(*self.FIRST, closed, log=log)
        assert again.commit is None
        assert levels(log, "2021-01-01") == {"ann": "[0, 25)"}

    def test_an_earlier_statement_that_comes_later_puts_right_how_the_next_was_read(self) -> None:
        """Alone, the second says since when 30 was held; after the first, that it changed then."""
        log, _ = imported(*WHO, self.NEXT)
        assert levels(log, "2019-01-01") == {"ann": "30"}
        commit = log.head()
        assert commit is not None
        _, outcome = imported(self.FIRST[-1], log=log)
        assert [each.severity for each in outcome.problems] == []
        assert levels(log, "2019-01-01") == {"ann": "40"}
        assert levels(log, "2019-01-01", "2021-01-01") == {"ann": "40"}
        assert levels(log, "2020-06-01") == {"ann": "[30, 40]?"}

    def test_what_was_read_from_a_part_and_is_not_so_is_taken_back(self) -> None:
        """The end of control was read where nothing told that another record goes on."""
        closed = stake("2021-01-01", interest(30, "2018-01-01"), status="closed")
        log, _ = imported(*WHO, stake("2020-01-01", interest(30, "2018-01-01")), closed)
        assert levels(log, "2021-01-01") == {"ann": "[0, 100]"}
        imported(stake("2020-12-01", interest(30, "2018-01-01"), record="r2"), log=log)
        assert levels(log, "2021-01-01") == {"ann": "30"}
        (gone,) = (each for each in known(log).values() if isinstance(each, Retracted))
        assert gone.because == "recording"

    def test_what_the_publisher_corrects_is_a_correction_of_the_source_in_whatever_order(
        self,
    ) -> None:
        wrong = stake("2020-01-01", interest(40))
        right = stake("2021-01-01", interest(30, "2019-01-01"), status="updated")
        for several in ((wrong, right), (right, wrong)):
            log, _ = imported(*WHO)
            for each in several:
                imported(each, log=log)
            assert levels(log, "2020-06-01", "2020-12-31") == {"ann": "40"}
            assert levels(log, "2020-06-01") == {"ann": "30"}

    def test_what_a_person_has_put_right_stays_so(self) -> None:
        log, _ = imported(*self.FIRST)
        (fact,) = facts(log)
        taken = Retracted(
            id=f"retracted:{fact.id}", of=(FactRef(fact.id),), reason="r", because="recording"
        )
        log.append([entry(taken)], at=clock.now(), message="")
        imported(*self.FIRST, log=log)
        assert levels(log, "2019-01-01") == {}
        imported(*self.FIRST, self.NEXT, log=log)
        assert levels(log, "2018-01-01") == {"ann": "40?"}  # as the next says of its eve
        assert levels(log, "2021-01-01") == {"ann": "30"}

    def test_a_name_that_a_person_gave_stays_until_the_register_tells_another(self) -> None:
        log, _ = imported(*self.FIRST)
        (ann,) = (each for each in known(log).values()
                  if isinstance(each, EntityDescribed) and each.kind == "person")  # fmt: skip
        named = evolve(ann, id=f"{ann.id}~2", name="Ann of Acme", aliases=(ann.name,))
        log.append([entry(named)], at=clock.now(), message="")
        _, again = imported(*self.FIRST, self.NEXT, log=log)
        assert not again.refused
        assert levels(log, "2020-01-01") == {"ann": "40"}
        described = [each for each in known(log).values() if isinstance(each, EntityDescribed)]
        assert described[-1].name == "Ann of Acme"
        imported(person(day="2022-01-01", names=[{"fullName": "Ann Lee"}]), log=log)
        last = [each for each in known(log).values() if isinstance(each, EntityDescribed)][-1]
        assert (last.name, set(last.aliases)) == ("Ann Lee", {"Ann", "Ann of Acme"})

    def test_a_statement_published_again_later_was_public_from_the_first(self) -> None:
        again = stake("2020-01-01", interest(40, "2018-01-01"), published="2022-01-01")
        for several in ((self.FIRST[-1], again), (again, self.FIRST[-1])):
            log, _ = imported(*WHO)
            for each in several:
                assert not imported(each, log=log)[1].refused
            assert levels(log, "2020-01-01", "2020-01-01") == {"ann": "40"}

    def test_a_recorded_statement_whose_words_changed_is_a_fault(self) -> None:
        log, _ = imported(*self.FIRST)
        _, outcome = imported(stake("2020-01-01", interest(41, "2018-01-01")), log=log)
        assert [each.rule for each in outcome.problems] == ["bods-id-twice"]
        assert "from what was recorded of “a-" in outcome.problems[0].message

    def test_a_file_that_tells_nothing_new_is_none_of_the_log(self) -> None:
        log, _ = imported(*self.FIRST)
        _, outcome = imported(self.FIRST[-1], self.FIRST[0], log=log, file="b.json")
        assert (outcome.commit, outcome.recorded) == (None, 0)

    def test_ids_read_as_what_they_are_of(self) -> None:
        log, _ = imported(*self.FIRST)
        (fact,) = facts(log)
        assert fact.id.startswith("ann-acme-shares-2020-01-01-")

    def test_a_statement_that_stands_twice_counts_once(self) -> None:
        _, outcome = imported(*self.FIRST, self.FIRST[-1])
        assert "already" in outcome.skipped[0].why

    def test_two_statements_of_one_id_are_a_fault(self) -> None:
        other = self.NEXT | {"statementId": self.FIRST[-1]["statementId"]}
        _, outcome = imported(*self.FIRST, other)
        assert [each.rule for each in outcome.problems] == ["bods-id-twice"]
        assert outcome.refused

    def test_each_fact_cites_the_file_and_its_statement(self) -> None:
        log, _ = imported(*self.FIRST)
        (document,) = (each for each in known(log).values() if isinstance(each, DocumentDescribed))
        (fact,) = facts(log)
        assert [each.document for each in fact.citations] == [document.document]
        assert self.FIRST[-1]["statementId"] in str(fact.note)
        assert document.sha256


class TestFiles:
    def test_one_statement_a_line_is_read_too(self) -> None:
        content = "\n".join(map(json.dumps, TestAgain.FIRST)).encode()
        read = read_bods(content, "a.jsonl")
        facts = [each for each in read.events if not isinstance(each.event, StatementImported)]
        assert [each.line for each in facts] == [1, 1, 2, 3]

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"\xff", "not UTF-8"),
            (b"[{]", "no JSON"),
            (b"[", "cut short"),
            (b'[{"a": 1}', "cut short"),
            (b"[] 1", "after the array"),
            (b"[" * 99999, "no JSON"),
            (b'{"statementType": "entityStatement"}', "0.3 or older"),
            (b"[NaN]", "no JSON"),
        ],
    )
    def test_what_is_no_bods_says_where(self, content: bytes, why: str) -> None:
        with pytest.raises(BodsUnreadable, match=why) as refused:
            read_bods(content, "a.json")
        assert refused.value.message.startswith("a.json")

    @pytest.mark.parametrize("content", [b"", b"[]", b"\xef\xbb\xbf[]"])
    def test_nothing_comes_of_nothing(self, content: bytes) -> None:
        assert read_bods(content, "a.json").events == ()

    @pytest.mark.parametrize("value", [1, "x", None, [], {}])
    def test_a_value_that_is_no_statement_is_named_by_its_place(self, value: object) -> None:
        _, outcome = imported(*WHO, value)  # type: ignore[arg-type]
        assert all(each.message.startswith("statement 3: ") for each in outcome.problems)
        assert outcome.refused

    @pytest.mark.parametrize(
        ("share", "why"),
        [
            ({"minimum": 60, "maximum": 40}, "share"),
            ({"exact": 60, "maximum": 40}, "share"),
            ({"exact": 1e-20}, "share.exact has more than 15 decimals"),
            ({"exact": True}, "share.exact is true or false and must be a number"),
        ],
    )
    def test_a_share_that_cannot_be_names_its_field(self, share: Told, why: str) -> None:
        _, outcome = imported(*WHO, stake("2020-01-01", interest(share)))
        assert why in outcome.problems[0].message
        assert outcome.commit is None

    @pytest.mark.parametrize("field", ["statementId", "recordId"])
    def test_half_a_character_is_no_text(self, field: str) -> None:
        _, outcome = imported(*WHO, stake("2020-01-01", interest(40)) | {field: "\ud800" * 32})
        assert f"{field} is no text" in outcome.problems[0].message

    def test_any_character_of_a_name_is_kept(self) -> None:
        log, _ = imported(company(name="A\x00\x1b[31m\u2028\u202e\U0001f600"), person())
        names = [each.name for each in known(log).values() if isinstance(each, EntityDescribed)]
        assert "\x1b[31m" in names[0]

    def test_another_version_is_refused(self) -> None:
        told = stake("2020-01-01", interest(40))
        told["publicationDetails"]["bodsVersion"] = "0.3"
        _, outcome = imported(*WHO, told)
        assert "only BODS 0.4 is read" in outcome.problems[0].message


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=4,
)


def paths(value: object, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every value within a value."""
    inner = (
        value.items() if isinstance(value, dict) else
        enumerate(value) if isinstance(value, list) else ()
    )  # fmt: skip
    return [at] * bool(at) + [path for name, each in inner for path in paths(each, (*at, name))]


@given(st.data())
@settings(max_examples=60)
def test_whatever_is_wrong_in_a_file_is_said_without_a_traceback(data: st.DataObject) -> None:
    file = json.loads(json.dumps([*TestAgain.FIRST, TestAgain.NEXT]))
    path = data.draw(st.sampled_from(paths(file)))
    where = file
    for name in path[:-1]:
        where = where[name]
    where[path[-1]] = data.draw(JSON)
    try:
        read = read_bods(json.dumps(file).encode(), "a.json")
    except BodsUnreadable:
        return
    assert read.events or any(each.severity == "error" for each in read.problems)


class TestShelf:
    """The standard's own files, where they are at hand."""

    @pytest.fixture
    def shelf(self, data: Path) -> Path:
        return data / "bods-data-standard"

    def test_every_valid_file_is_imported_or_says_what_is_left_out(self, shelf: Path) -> None:
        files = sorted((shelf / "tests/data/valid-statements").glob("*.json"))
        assert len(files) == 111
        for file in files:
            read = read_bods(file.read_bytes(), file.name)
            assert [each for each in read.problems if each.severity == "error"] == [], file.name
            facts = [each for each in read.events if isinstance(each.event, Fact)]
            entities = [each for each in read.events if isinstance(each.event, EntityDescribed)]
            assert facts or entities or read.skipped, file.name

    def test_every_faulty_file_names_its_fault_or_it_is_in_what_is_not_read(
        self, shelf: Path
    ) -> None:
        folder = shelf / "tests/data/invalid-statements"
        with (folder / "expected_errors.csv").open(encoding="utf-8", newline="") as lines:
            due = {row[0]: (row[2], row[3]) for row in csv.reader(lines)}
        assert len(due) == 88
        named = 0
        for name, (path, field) in sorted(due.items()):
            read = read_bods((folder / name).read_bytes(), name)
            found = [each.message for each in read.problems if each.severity == "error"]
            if found:
                named += 1
                at = path.removeprefix("$[0]").removeprefix(".")
                assert at in found[0], name
                assert field in found[0] or field in at, name
        assert named == 50

    @pytest.mark.parametrize(
        ("name", "recorded", "skipped"),
        [
            ("tecido", 32, 6),
            ("bods-package-fi-soe", 20, 1),
            ("mutilple-indirect-ownership-2", 17, 2),
            ("multiple-tax-residencies", 8, 0),
            ("nomination", 15, 3),
            ("simple-pep-declaration", 8, 0),
        ],
    )
    def test_every_example_is_imported(
        self, shelf: Path, name: str, recorded: int, skipped: int
    ) -> None:
        outcome = import_bods(shelf / f"examples/{name}.json", Log.memory())
        assert (outcome.recorded, len(outcome.skipped)) == (recorded, skipped)
