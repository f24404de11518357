"""Each type of fact is told in one plain sentence, with names and never ids."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.facts.events import of_class
from tests.show.given import ENTITIES, NAMES
from timeline.facts.names import FACTS
from timeline.show.names import Names
from timeline.show.pieces import text_of
from timeline.show.sentences import aside, headline, pieces
from timeline.testing import changed, fact, stated

if TYPE_CHECKING:
    from timeline.facts.deals import DealKind, DealState
    from timeline.facts.fact import Fact

stake = partial(changed, "yunya", "yunhe")
transfer = partial(fact, "stake-changed", company="yunhe")


def deal(state: DealState, kind: DealKind = "acquisition", **fields: Any) -> Fact:  # noqa: ANN401 - as `fact`
    """Return a move of a deal, of Alibaba with C-SKY unless its parties are told."""
    fields.setdefault("parties", {"acquirer": "alibaba", "target": "c-sky"})
    return fact("deal-moved", deal="the-deal", state=state, kind=kind, **fields)


SENTENCES: list[tuple[Fact, str]] = [
    (
        stake(before="3.34%", after="3.68%"),
        "Shanghai Yunya raised its stake in Yunhe Zhiwang from 3.34% to 3.68%",
    ),
    (
        stake(before="7%", after="5.50%", cause="diluted"),
        "Shanghai Yunya cut its stake in Yunhe Zhiwang from 7% to 5.50% by dilution",
    ),
    (
        stake(before="7%", after="none", cause="sold", paid="2bn USD"),
        "Shanghai Yunya sold its whole stake in Yunhe Zhiwang, of 7% for 2bn USD",
    ),
    (
        changed("yunya", "xinyuan", after="1.87%"),
        "Shanghai Yunya came to hold 1.87% of Xinyuan Semiconductor",
    ),
    (stake(after=">0%", cause="bought"), "Shanghai Yunya bought a stake in Yunhe Zhiwang"),
    (stake(after=">0%"), "Shanghai Yunya took a stake in Yunhe Zhiwang"),
    (
        stake(after="[25%, 50%)", interest="votes"),
        "Shanghai Yunya came to hold 25% to under 50% of the votes in Yunhe Zhiwang",
    ),
    (
        stake(by="2.21 points", cause="sold"),
        "Shanghai Yunya cut its stake in Yunhe Zhiwang by 2.21 points by selling",
    ),
    (
        stake(shares="12,000", cause="bought", price="12.5 HKD"),
        "Shanghai Yunya bought 12,000 shares of Yunhe Zhiwang at 12.5 HKD a share",
    ),
    (
        transfer(from_="ant", to="yunya", by="3 points"),
        "Ant Group transferred 3 points of Yunhe Zhiwang to Shanghai Yunya",
    ),
    (
        stake(jointly_with=["ant", "alibaba"], after=">5%"),
        "Shanghai Yunya, Ant Group and Alibaba together came to hold more than 5% of Yunhe Zhiwang",
    ),
    (
        stated("alibaba", "ant", "20.26%"),
        "Alibaba held 20.26% of Ant Group",
    ),
    (
        stated("alibaba", "ant", ">0%"),
        "Alibaba held a stake in Ant Group",
    ),
    (
        stated("alibaba", "ant", shares=">1000", class_="B"),
        "Alibaba held more than 1,000 class B shares of Ant Group",
    ),
    (
        fact("capital-changed", company="baidu", before="1m", after="2m", cause="issue"),
        "Baidu's shares in issue rose from 1m to 2m by an issue",
    ),
    (
        fact("control-stated", holder="ant", company="yunya", kind="subsidiary"),
        "Shanghai Yunya was a subsidiary of Ant Group",
    ),
    (
        fact("control-ended", holder="ant", company="yunya"),
        "Ant Group ceased to control Shanghai Yunya",
    ),
    (deal("completed"), "Alibaba completed its acquisition of C-SKY"),
    (
        deal("announced", stake=">50%", amount="4bn USD"),
        "Alibaba announced an acquisition of C-SKY, of more than 50% for 4bn USD",
    ),
    (deal("blocked"), "Alibaba's acquisition of C-SKY was blocked"),
    (
        deal("cleared", "merger", parties={"merging": "baidu", "other": "c-sky"}),
        "The merger of Baidu and C-SKY was cleared",
    ),
    (
        deal("rumoured", "round", parties={}),
        "The funding round “the deal” was said to be in the making",
    ),
    (
        fact(
            "agreement-made",
            agreement="a",
            kind="supply",
            subject="wafers",
            period="2025-02/P3Y",
            parties={"buyer": "alibaba", "seller": "baidu"},
        ),
        "Alibaba and Baidu made a supply agreement on wafers, over 3 years from Feb 2025",
    ),
    (
        fact("agreement-ended", agreement="the-pact", how="terminated"),
        "The agreement “the pact” was terminated",
    ),
    (fact("company-founded", company="t-head", founders=["alibaba"]), "Alibaba founded T-Head"),
    (fact("company-founded", company="t-head"), "T-Head was founded"),
    (
        fact("company-renamed", company="baidu", before="Old", after="New"),
        "“Old” was renamed “New”",
    ),
    (fact("company-merged", company="t-head", into="alibaba"), "T-Head was merged into Alibaba"),
    (
        fact("company-listed", company="baidu", line="9888.HK", price="12.5 HKD"),
        "Baidu was listed (9888.HK) at 12.5 HKD a share",
    ),
    (fact("company-delisted", company="baidu"), "Baidu was delisted"),
    (fact("company-dissolved", company="baidu"), "Baidu was dissolved"),
    (
        fact("person-moved", person="musk", company="tesla", move="resigned", post="chair"),
        "Elon Musk resigned from Tesla as chair",
    ),
    (
        fact("valuation-stated", company="baidu", value=">380bn CNY", basis="pre-money"),
        "Baidu was valued at more than 380bn CNY (pre-money)",
    ),
    (fact("strategy-stated", company="ant", theme="ai-first"), "Ant Group was set on AI first"),
    (
        fact(
            "commitment-made",
            by=["alibaba"],
            amount=">380bn CNY",
            purpose="cloud-and-ai-hardware",
            period="2025-02/P3Y",
        ),
        "Alibaba committed more than 380bn CNY to cloud and AI hardware over 3 years from Feb 2025",
    ),
    (
        fact(
            "spending-reported",
            company="alibaba",
            amount=">380bn CNY",
            purpose="ai",
            period="2025Q2",
        ),
        "Alibaba spent more than 380bn CNY on AI in Q2 2025",
    ),
    (
        fact(
            "results-reported",
            company="alibaba",
            metric="profit",
            about="ant",
            period="2025Q2",
            value="15.47亿 CNY",
            prior="39.16亿 CNY",
            change="-60.5%",
        ),
        "Alibaba's profit from Ant Group in Q2 2025 fell 60.5% from 3.916bn CNY to 1.547bn CNY",
    ),
    (
        fact("programme-moved", programme="hanguang", stage="launched"),
        "T-Head launched Hanguang 800",
    ),
    (
        fact("programme-moved", programme="own-chip", stage="in-production", partner=["baidu"]),
        "Alibaba put its own chip into production with Baidu",
    ),
    (fact("programme-moved", programme="ai5", stage="testing"), "AI5 was in testing"),
    (
        fact("price-moved", company="baidu", line="9888.HK", percent="8.08%"),
        "Baidu rose 8.08% (9888.HK)",
    ),
    (
        fact("price-moved", company="baidu", direction="down", close="12.5 HKD"),
        "Baidu fell to 12.5 HKD",
    ),
    (
        fact(
            "policy-changed", by="usa", kind="ban", subject="exports", affects=["baidu", "alibaba"]
        ),
        "United States banned exports, affecting Baidu and Alibaba",
    ),
    (
        fact("claim-answered", of="some-claim", answer="no-comment", by="baidu"),
        "Baidu would not comment on “some-claim”",
    ),
    (
        fact("statement-ended", of="a-plan", how="replaced", by="b-plan"),
        "“a-plan” was replaced by “b-plan”",
    ),
]


@pytest.mark.parametrize(("told", "sentence"), SENTENCES)
def test_a_fact_is_told_in_a_sentence(told: Fact, sentence: str) -> None:
    assert headline(told, NAMES) == sentence


def test_every_type_of_fact_has_a_sentence_here() -> None:
    assert {type(told) for told, _ in SENTENCES} == set(FACTS.values())
    assert set(FACTS.values()) <= set(pieces.registry)


def test_no_id_of_an_entity_that_has_a_name_is_told() -> None:
    ids = "|".join(re.escape(each.entity) for each in ENTITIES)
    for each, _ in SENTENCES:
        told = f"{headline(each, NAMES)} {text_of(aside(each, NAMES))}"
        assert not re.search(rf"(?<![\w-])({ids})(?![\w-])", told), told


def test_an_entity_without_a_name_is_told_by_its_id() -> None:
    told = fact("company-founded", company="no-such")
    assert headline(told, NAMES) == "no-such was founded"


def test_a_claim_at_hand_is_quoted_in_words() -> None:
    claim = fact("price-moved", id="rise", company="baidu", percent="8.08%")
    told = fact("claim-answered", of="rise", answer="denied")
    names = Names(NAMES.entities, {"rise": claim})
    assert headline(told, names) == "“Baidu rose 8.08%” was denied"


def test_claims_about_claims_come_to_an_end() -> None:
    told = fact("claim-answered", id="x", of="x", answer="denied")
    assert headline(told, Names({}, {"x": told})) == "“x” was denied"


def test_what_stands_beside_a_headline_is_told_apart() -> None:
    told = fact(
        "programme-moved",
        programme="hanguang",
        stage="launched",
        market="inference",
        foundry="a foundry",
        said_by="musk",
        metrics={f"m-{at}": "4 times" for at in range(5)},
    )
    assert text_of(aside(told, NAMES)) == (
        "for inference; made by a foundry; m 0 4 times; m 1 4 times; m 2 4 times;"
        " and 2 more figures; said by Elon Musk"
    )


def test_whoever_the_headline_names_is_not_named_again_as_the_one_who_says_it() -> None:
    told = fact("company-founded", company="baidu", said_by="baidu")
    assert aside(told, NAMES) == ()


@given(st.sampled_from(sorted(FACTS)).flatmap(lambda name: of_class(FACTS[name])))
def test_any_fact_is_told_on_one_line_that_a_terminal_only_prints(any_fact: Fact) -> None:
    told = headline(any_fact, NAMES)
    assert told.replace("\u200c", "").replace("\u200d", "").isprintable()
    assert told == text_of(pieces(any_fact, NAMES))
    assert told.strip()
