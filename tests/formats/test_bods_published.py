"""The shapes of files that are published elsewhere: each imports, or says what it leaves out."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.formats.bods_files import (
    Told,
    company,
    imported,
    interest,
    level_of,
    levels,
    person,
    stake,
)
from timeline.api.answers import Answers
from timeline.formats.bods import read_bods
from timeline.formats.bods_statements import BodsUnreadable

if TYPE_CHECKING:
    from timeline.store.log import Log

DAY = "2020-01-01"
ANN, BOB, ACME = person("ann"), person("bob"), company("acme")


def rows(log: Log, on: str = "2021-01-01", known: str | None = None) -> dict[str, str]:
    """Return every stake as `holder company interest`, and its level."""
    answers = Answers.of(
        log, on=date.fromisoformat(on), known=date.fromisoformat(known) if known else None
    )
    return {
        " ".join((
            "+".join(each.rpartition("-")[0] for each in held.key.holders),
            held.key.company.rpartition("-")[0],
            "-".join(part for part in (held.key.interest, held.key.class_) if part),
        )): level_of(held.level.low, held.level.high, held)
        for held in answers.own(zeros=True).held
    }  # fmt: skip


def arrangement(record: str, subtype: str | None = None) -> Told:
    kind = {"type": "arrangement"} | ({"subtype": subtype} if subtype else {})
    return company(record, entityType=kind)


class TestJoint:
    def test_a_joint_holding_by_an_arrangement_is_of_each_behind_it(self) -> None:
        """An arrangement holds all of the company, and two persons half each of it."""
        log, outcome = imported(
            ACME, ANN, BOB, arrangement("joint"),
            stake(DAY, interest(100, "2018-01-01"), record="r0", holder="joint"),
            stake(DAY, interest(50, "2018-01-01"), record="r1", holder="ann", of="joint"),
            stake(DAY, interest(50, "2018-01-01"), record="r2", holder="bob", of="joint"),
        )  # fmt: skip
        assert (outcome.skipped, outcome.problems) == ((), ())
        assert rows(log) == {
            "joint acme shares": "100", "ann joint shares": "50", "bob joint shares": "50",
        }  # fmt: skip

    def test_control_exercised_by_two_together_is_told_of_each(self) -> None:
        joint = interest(
            kind="otherInfluenceOrControl",
            start="2018-01-01",
            beneficialOwnershipOrControl=True,
            details="jointly with the other",
        )
        log, outcome = imported(
            ACME, ANN, BOB, stake(DAY, joint, record="r1"),
            stake(DAY, joint, record="r2", holder="bob"),
        )  # fmt: skip
        assert outcome.problems == ()
        found = Answers.of(log, on=date(2021, 1, 1)).own().controls
        assert {each.holder.rpartition("-")[0] for each in found} == {"ann", "bob"}


class TestTrusts:
    def test_of_a_trust_with_several_beneficiaries_the_trust_holds(self) -> None:
        roles = (("ann", "settlor"), ("bob", "beneficiaryOfLegalArrangement"),
                 ("cid", "beneficiaryOfLegalArrangement"))  # fmt: skip
        log, outcome = imported(
            ACME, ANN, BOB, person("cid"), arrangement("trust", "trust"),
            stake(DAY, interest(60, "2019-01-01"), record="r0", holder="trust"),
            *(stake(DAY, interest(kind=kind, start="2019-01-01", beneficialOwnershipOrControl=True),
                    record=f"r-{who}", holder=who, of="trust") for who, kind in roles),
        )  # fmt: skip
        assert rows(log) == {"trust acme shares": "60"}
        assert [each.why.partition(": ")[0] for each in outcome.skipped] == [
            "interest 1 (settlor)", "interest 1 (beneficiaryOfLegalArrangement)",
            "interest 1 (beneficiaryOfLegalArrangement)",
        ]  # fmt: skip

    def test_a_trustee_who_is_an_owner_controls_the_trust(self) -> None:
        trustee = interest(kind="trustee", start="2019-01-01", beneficialOwnershipOrControl=True)
        log, _ = imported(
            ACME, ANN, arrangement("trust", "trust"),
            stake(DAY, interest(60, "2019-01-01"), record="r0", holder="trust"),
            stake(DAY, trustee, record="r1", of="trust"),
        )  # fmt: skip
        found = Answers.of(log, on=date(2021, 1, 1)).own().controls
        assert ("ann", "trust") in {
            (each.holder.rpartition("-")[0], each.company.rpartition("-")[0]) for each in found
        }


class TestNominees:
    def test_a_nominee_holds_in_name_and_the_nomination_is_left_out(self) -> None:
        log, outcome = imported(
            ACME, ANN, BOB, arrangement("nom", "nomination"),
            stake(DAY, interest(25, "2019-01-01"), record="r0", holder="nom"),
            stake(DAY, interest(kind="nominee"), record="r1", holder="bob", of="nom"),
            stake(DAY, interest(kind="nominator"), record="r2", holder="ann", of="nom"),
        )  # fmt: skip
        assert rows(log) == {"nom acme shares": "25"}
        assert [each.why for each in outcome.skipped if "nomination" in each.why] == [
            "interest 1 (nominee): a part in a nomination is neither a share nor control",
            "interest 1 (nominator): a part in a nomination is neither a share nor control",
        ]


class TestChains:
    def test_what_is_held_through_components_is_not_added_to_what_is_held_directly(self) -> None:
        """Half through another company, and since 2019 half of her own."""
        log, outcome = imported(
            ACME, ANN, company("beta"),
            stake(DAY, interest(50, "2017-11-01"), record="r1", holder="beta"),
            stake(DAY, {"directOrIndirect": "unknown", "beneficialOwnershipOrControl": True},
                  record="r2", of="beta"),
            stake(DAY, interest(50, "2017-11-01", directOrIndirect="indirect"),
                  interest(50, "2019-05-01", directOrIndirect="direct"), record="r3"),
        )  # fmt: skip
        assert rows(log) == {
            "beta acme shares": "50", "ann acme shares": "50",
            "ann acme economic-indirect": "50",
        }  # fmt: skip
        assert outcome.problems == ()
        assert [each.why for each in outcome.skipped] == [
            "interest 1 (no type): what kind of interest it is is not told"
        ]

    def test_a_state_owns_by_a_body_and_a_company(self) -> None:
        log, outcome = imported(
            ACME, company("land", entityType={"type": "state"}),
            company("office", entityType={"type": "stateBody", "subtype": "governmentDepartment"}),
            company("holding"),
            stake(DAY, interest(kind="controlByLegalFramework"), record="r0", holder="land",
                  of="office"),
            stake(DAY, interest(100, "2001-01-01"), record="r1", holder="office", of="holding"),
            stake(DAY, interest({"minimum": 50, "exclusiveMaximum": 75}), record="r2",
                  holder="holding"),
        )  # fmt: skip
        assert (outcome.skipped, outcome.problems) == ((), ())
        assert rows(log) == {
            "office holding shares": "100", "holding acme shares": "[50, 75)",
        }  # fmt: skip


class TestNobody:
    @pytest.mark.parametrize(
        "reason", ["noBeneficialOwners", "subjectExemptFromDisclosure",
                   "subjectUnableToConfirmOrIdentifyBeneficialOwner"],
    )  # fmt: skip
    def test_an_exempt_or_unknown_owner_is_said_and_not_made_up(self, reason: str) -> None:
        log, outcome = imported(ACME, stake(DAY, holder={"reason": reason}))
        assert rows(log) == {}
        assert f"is not specified ({reason})" in outcome.skipped[0].why

    def test_a_relationship_of_no_interest_says_so_each_time(self) -> None:
        told = [stake(DAY), stake("2021-01-01", status="updated"),
                stake("2022-01-01", status="closed")]  # fmt: skip
        log, outcome = imported(ACME, ANN, *told)
        assert rows(log) == {}
        assert [each.why for each in outcome.skipped] == ["it tells of no interest"] * 3


class TestInterests:
    @pytest.mark.parametrize(
        ("share", "level"),
        [
            ({"exact": 50, "minimum": 50, "maximum": 50}, "50"),
            ({"exclusiveMinimum": 25, "exclusiveMaximum": 50}, "(25, 50)"),
            ({"minimum": 25, "exclusiveMinimum": 25, "maximum": 50}, "(25, 50]"),
            ({"maximum": 50}, "(0, 50]"), ({"exclusiveMaximum": 50}, "(0, 50)"),
            ({"minimum": 75}, "[75, 100]"), ({"minimum": 100}, "100"),
        ],
    )  # fmt: skip
    def test_bounds_are_read_as_told(self, share: Told, level: str) -> None:
        log, _ = imported(ACME, ANN, stake(DAY, interest(share, "2018-01-01")))
        assert rows(log) == {"ann acme shares": level}

    def test_one_with_only_an_end_was_held_until_then(self) -> None:
        log, _ = imported(ACME, ANN, stake(DAY, interest(40, None, "2019-06-01")))
        assert levels(log, "2019-05-31") == {"ann": "40"}
        assert levels(log, "2019-06-01") == {"ann": "0"}

    def test_several_of_one_type_one_after_the_other_are_the_past(self) -> None:
        several = (
            interest(10, "2015-01-01", "2016-01-01"), interest(20, "2016-01-01", "2017-01-01"),
            interest(30, "2018-01-01"),
        )  # fmt: skip
        log, outcome = imported(ACME, ANN, stake(DAY, *several))
        assert outcome.problems == ()
        seen = [levels(log, f"{year}-06-01")["ann"] for year in (2015, 2016, 2017, 2018)]
        assert seen == ["10", "20", "0", "30"]

    def test_closed_with_an_end_is_none_from_that_day(self) -> None:
        log, _ = imported(
            ACME, ANN, stake(DAY, interest(40, "2018-01-01")),
            stake("2021-01-01", interest(40, "2018-01-01", "2020-06-01"), status="closed"),
            threshold="25%",
        )  # fmt: skip
        assert levels(log, "2020-05-31") == {"ann": "40"}
        assert levels(log, "2020-06-01") == {"ann": "0"}
        assert levels(log, "2022-01-01") == {"ann": "0"}

    def test_a_record_that_is_new_again_after_it_was_closed_begins_anew(self) -> None:
        log, outcome = imported(
            ACME, ANN, stake(DAY, interest(40, "2018-01-01")),
            stake("2021-01-01", interest(40, "2018-01-01", "2020-06-01"), status="closed"),
            stake("2022-01-01", interest(30, "2021-06-01"), status="new"),
        )  # fmt: skip
        assert outcome.problems == ()
        assert levels(log, "2021-05-31") == {"ann": "0"}
        assert levels(log, "2021-06-01") == {"ann": "30"}


class TestDays:
    def test_a_time_is_of_the_day_of_its_own_place(self) -> None:
        told = stake(DAY, interest(40)) | {"statementDate": "2020-01-01T23:30:00-05:00"}
        told["publicationDetails"]["publicationDate"] = "2020-01-02T01:00:00Z"
        log, outcome = imported(ACME, ANN, told)
        assert outcome.problems == ()
        assert levels(log, "2020-01-01") == {"ann": "40"}
        assert levels(log, "2020-01-01", "2020-01-01") == {}
        assert levels(log, "2020-01-01", "2020-01-02") == {"ann": "40"}

    def test_statements_of_one_day_follow_by_their_times_whatever_their_order(self) -> None:
        first = stake(DAY, interest(40)) | {"statementDate": f"{DAY}T09:00:00Z"}
        then = stake(DAY, interest(30, DAY), status="updated", number="b") | {
            "statementDate": f"{DAY}T17:00:00Z"
        }
        for several in ((first, then), (then, first)):
            log, _ = imported(ACME, ANN, *several)
            assert levels(log, DAY)["ann"] == "30"

    def test_published_before_it_was_declared_is_a_warning(self) -> None:
        _, outcome = imported(
            company(day="2018-12-17") | {"publicationDetails": {
                "publicationDate": "2017-12-01", "bodsVersion": "0.4",
                "publisher": {"name": "Register"}}},
        )  # fmt: skip
        assert [(each.rule, each.severity) for each in outcome.problems] == [
            ("bods-published-early", "warning")
        ]

    def test_one_statement_a_line_comes_to_the_same(self) -> None:
        told: list[Any] = [ACME, ANN, stake(DAY, interest(40, "2018-01-01"))]
        lines = "\r\n".join(json.dumps(each) for each in told).encode()
        one, other = read_bods(lines, "a.json"), read_bods(json.dumps(told).encode(), "a.json")
        assert [each.event.id for each in one.events][1:] == [
            each.event.id for each in other.events
        ][1:]


class TestOlder:
    @pytest.mark.parametrize(
        "told",
        [
            {"statementID": "a", "statementType": "entityStatement", "entityType": "legalEntity"},
            {"statementID": "b", "statementType": "ownershipOrControlStatement",
             "subject": {"describedByEntityStatement": "a"}, "interests": [],
             "publicationDetails": {"bodsVersion": "0.2"}},
            {"statementID": "c", "statementType": "personStatement",
             "publicationDetails": {"bodsVersion": "0.3"}},
        ],
    )  # fmt: skip
    def test_an_older_version_says_what_to_do(self, told: Told) -> None:
        with pytest.raises(BodsUnreadable) as refused:
            read_bods(json.dumps([told]).encode(), "old.json")
        assert "old.json:1: this is BODS 0.3 or older" in refused.value.message
        assert "recordId and recordDetails" in refused.value.hint

    def test_the_first_draft_with_its_groups_does_too(self) -> None:
        told: Told = {"statementGroups": [{"beneficialOwnershipStatements": []}]}
        with pytest.raises(BodsUnreadable, match=r"0\.3 or older"):
            read_bods(json.dumps(told).encode(), "old.json")
