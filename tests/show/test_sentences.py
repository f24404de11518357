"""Each type of fact is told in one plain sentence, with names and never ids."""

from __future__ import annotations

import re
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.facts.events import of_class
from tests.show.given import ENTITIES, NAMES, ref, when
from timeline.facts.claims import ClaimAnswered, StatementEnded
from timeline.facts.companies import (
    CompanyDelisted,
    CompanyDissolved,
    CompanyFounded,
    CompanyListed,
    CompanyMerged,
    CompanyRenamed,
    PersonMoved,
    ValuationStated,
)
from timeline.facts.deals import AgreementEnded, AgreementMade, DealKind, DealMoved, DealState
from timeline.facts.fact import EntityRef, Fact, FactRef, Metric, Party
from timeline.facts.market import PolicyChanged, PriceMoved
from timeline.facts.measure import parse as measure
from timeline.facts.names import FACTS
from timeline.facts.ownership import (
    CapitalChanged,
    ControlEnded,
    ControlStated,
    StakeChanged,
    StakeStated,
)
from timeline.facts.strategy import (
    CommitmentMade,
    ProgrammeMoved,
    ResultsReported,
    SpendingReported,
    StrategyStated,
)
from timeline.money import Amount, Count
from timeline.shares import Change, Points, Share
from timeline.show.names import Names
from timeline.show.pieces import text_of
from timeline.show.sentences import aside, headline, pieces

YUNYA, YUNHE, XINYUAN = ref("yunya"), ref("yunhe"), ref("xinyuan")
ALIBABA, BAIDU, ANT, T_HEAD = ref("alibaba"), ref("baidu"), ref("ant"), ref("t-head")
PRICE, SUM = Amount.parse("12.5 HKD"), Amount.parse(">380bn CNY")


stake = partial(StakeChanged, id="x", holder=YUNYA, company=YUNHE)


def share(text: str) -> Share:
    return Share.parse(text)


def deal(
    state: DealState,
    kind: DealKind = "acquisition",
    *,
    of: tuple[tuple[str, str], ...] = (("acquirer", "alibaba"), ("target", "c-sky")),
    stake: Share | None = None,
    amount: Amount | None = None,
) -> DealMoved:
    parties = tuple(Party(role=role, entity=ref(each)) for role, each in of)
    return DealMoved(
        id="x", deal="the-deal", state=state, kind=kind, parties=parties, stake=stake, amount=amount
    )


SENTENCES: list[tuple[Fact, str]] = [
    (
        stake(before=share("3.34%"), after=share("3.68%")),
        "Shanghai Yunya raised its stake in Yunhe Zhiwang from 3.34% to 3.68%",
    ),
    (
        stake(before=share("7%"), after=share("5.50%"), cause="diluted"),
        "Shanghai Yunya cut its stake in Yunhe Zhiwang from 7% to 5.50% by dilution",
    ),
    (
        stake(before=share("7%"), after=share("none"), cause="sold", paid=Amount.parse("2bn USD")),
        "Shanghai Yunya sold its whole stake in Yunhe Zhiwang, of 7% for 2bn USD",
    ),
    (
        stake(company=XINYUAN, after=share("1.87%")),
        "Shanghai Yunya came to hold 1.87% of Xinyuan Semiconductor",
    ),
    (stake(after=share(">0%"), cause="bought"), "Shanghai Yunya bought a stake in Yunhe Zhiwang"),
    (stake(after=share(">0%")), "Shanghai Yunya took a stake in Yunhe Zhiwang"),
    (
        stake(after=share("[25%, 50%)"), interest="votes"),
        "Shanghai Yunya came to hold 25% to under 50% of the votes in Yunhe Zhiwang",
    ),
    (
        stake(by=Points.parse("2.21 points"), cause="sold"),
        "Shanghai Yunya cut its stake in Yunhe Zhiwang by 2.21 points by selling",
    ),
    (
        stake(shares=Count.parse("12,000"), cause="bought", price=PRICE),
        "Shanghai Yunya bought 12,000 shares of Yunhe Zhiwang at 12.5 HKD a share",
    ),
    (
        stake(holder=None, from_=ANT, to=YUNYA, by=Points.parse("3 points")),
        "Ant Group transferred 3 points of Yunhe Zhiwang to Shanghai Yunya",
    ),
    (
        stake(jointly_with=(ANT, ALIBABA), after=share(">5%")),
        "Shanghai Yunya, Ant Group and Alibaba together came to hold more than 5% of Yunhe Zhiwang",
    ),
    (
        StakeStated(id="x", holder=ALIBABA, company=ANT, stake=share("20.26%")),
        "Alibaba held 20.26% of Ant Group",
    ),
    (
        StakeStated(id="x", holder=ALIBABA, company=ANT, stake=share(">0%")),
        "Alibaba held a stake in Ant Group",
    ),
    (
        StakeStated(id="x", holder=ALIBABA, company=ANT, shares=Count.parse(">1000"), class_="B"),
        "Alibaba held more than 1,000 class B shares of Ant Group",
    ),
    (
        CapitalChanged(
            id="x", company=BAIDU, before=Count.parse("1m"), after=Count.parse("2m"), cause="issue"
        ),
        "Baidu's shares in issue rose from 1m to 2m by an issue",
    ),
    (
        ControlStated(id="x", holder=ANT, company=YUNYA, kind="subsidiary"),
        "Shanghai Yunya was a subsidiary of Ant Group",
    ),
    (
        ControlEnded(id="x", holder=ANT, company=YUNYA),
        "Ant Group ceased to control Shanghai Yunya",
    ),
    (deal("completed"), "Alibaba completed its acquisition of C-SKY"),
    (
        deal("announced", stake=share(">50%"), amount=Amount.parse("4bn USD")),
        "Alibaba announced an acquisition of C-SKY, of more than 50% for 4bn USD",
    ),
    (deal("blocked"), "Alibaba's acquisition of C-SKY was blocked"),
    (
        deal("cleared", "merger", of=(("merging", "baidu"), ("other", "c-sky"))),
        "The merger of Baidu and C-SKY was cleared",
    ),
    (
        deal("rumoured", "round", of=()),
        "The funding round “the deal” was said to be in the making",
    ),
    (
        AgreementMade(
            id="x", agreement="a", kind="supply", subject="wafers", period=when("2025-02/P3Y"),
            parties=(Party(role="buyer", entity=ALIBABA), Party(role="seller", entity=BAIDU)),
        ),
        "Alibaba and Baidu made a supply agreement on wafers, over 3 years from Feb 2025",
    ),
    (AgreementEnded(id="x", agreement="the-pact", how="terminated"),
     "The agreement “the pact” was terminated"),
    (CompanyFounded(id="x", company=T_HEAD, founders=(ALIBABA,)), "Alibaba founded T-Head"),
    (CompanyFounded(id="x", company=T_HEAD), "T-Head was founded"),
    (CompanyRenamed(id="x", company=BAIDU, before="Old", after="New"), "“Old” was renamed “New”"),
    (CompanyMerged(id="x", company=T_HEAD, into=ALIBABA), "T-Head was merged into Alibaba"),
    (CompanyListed(id="x", company=BAIDU, line="9888.HK", price=PRICE),
     "Baidu was listed (9888.HK) at 12.5 HKD a share"),
    (CompanyDelisted(id="x", company=BAIDU), "Baidu was delisted"),
    (CompanyDissolved(id="x", company=BAIDU), "Baidu was dissolved"),
    (PersonMoved(id="x", person=ref("musk"), company=ref("tesla"), move="resigned", post="chair"),
     "Elon Musk resigned from Tesla as chair"),
    (ValuationStated(id="x", company=BAIDU, value=SUM, basis="pre-money"),
     "Baidu was valued at more than 380bn CNY (pre-money)"),
    (StrategyStated(id="x", company=ANT, theme="ai-first"), "Ant Group was set on AI first"),
    (
        CommitmentMade(
            id="x", by=(ALIBABA,), amount=SUM, purpose="cloud-and-ai-hardware",
            period=when("2025-02/P3Y"),
        ),
        "Alibaba committed more than 380bn CNY to cloud and AI hardware over 3 years from Feb 2025",
    ),
    (
        SpendingReported(id="x", company=ALIBABA, amount=SUM, purpose="ai", period=when("2025Q2")),
        "Alibaba spent more than 380bn CNY on AI in Q2 2025",
    ),
    (
        ResultsReported(
            id="x", company=ALIBABA, metric="profit", about=ANT,
            period=when("2025Q2"), value=measure("15.47亿 CNY"), prior=measure("39.16亿 CNY"),
            change=Change.parse("-60.5%"),
        ),
        "Alibaba's profit from Ant Group in Q2 2025 fell 60.5% from 3.916bn CNY to 1.547bn CNY",
    ),
    (ProgrammeMoved(id="x", programme=ref("hanguang"), stage="launched"),
     "T-Head launched Hanguang 800"),
    (ProgrammeMoved(id="x", programme=ref("own-chip"), stage="in-production", partner=(BAIDU,)),
     "Alibaba put its own chip into production with Baidu"),
    (ProgrammeMoved(id="x", programme=ref("ai5"), stage="testing"), "AI5 was in testing"),
    (PriceMoved(id="x", company=BAIDU, line="9888.HK", percent=Change.parse("8.08%")),
     "Baidu rose 8.08% (9888.HK)"),
    (PriceMoved(id="x", company=BAIDU, direction="down", close=PRICE), "Baidu fell to 12.5 HKD"),
    (PolicyChanged(id="x", by=ref("usa"), kind="ban", subject="exports", affects=(BAIDU, ALIBABA)),
     "United States banned exports, affecting Baidu and Alibaba"),
    (ClaimAnswered(id="x", of=FactRef("some-claim"), answer="no-comment", by=BAIDU),
     "Baidu would not comment on “some-claim”"),
    (StatementEnded(id="x", of=FactRef("a-plan"), how="replaced", by=FactRef("b-plan")),
     "“a-plan” was replaced by “b-plan”"),
]  # fmt: skip


@pytest.mark.parametrize(("fact", "sentence"), SENTENCES)
def test_a_fact_is_told_in_a_sentence(fact: Fact, sentence: str) -> None:
    assert headline(fact, NAMES) == sentence


def test_every_type_of_fact_has_a_sentence_here() -> None:
    assert {type(fact) for fact, _ in SENTENCES} == set(FACTS.values())
    assert set(FACTS.values()) <= set(pieces.registry)


def test_no_id_of_an_entity_that_has_a_name_is_told() -> None:
    ids = "|".join(re.escape(each.entity) for each in ENTITIES)
    for fact, _ in SENTENCES:
        told = f"{headline(fact, NAMES)} {text_of(aside(fact, NAMES))}"
        assert not re.search(rf"(?<![\w-])({ids})(?![\w-])", told), told


def test_an_entity_without_a_name_is_told_by_its_id() -> None:
    fact = CompanyFounded(id="x", company=EntityRef("no-such"))
    assert headline(fact, NAMES) == "no-such was founded"


def test_a_claim_at_hand_is_quoted_in_words() -> None:
    claim = PriceMoved(id="rise", company=BAIDU, percent=Change.parse("8.08%"))
    fact = ClaimAnswered(id="x", of=FactRef("rise"), answer="denied")
    names = Names(NAMES.entities, {"rise": claim})
    assert headline(fact, names) == "“Baidu rose 8.08%” was denied"


def test_claims_about_claims_come_to_an_end() -> None:
    fact = ClaimAnswered(id="x", of=FactRef("x"), answer="denied")
    assert headline(fact, Names({}, {"x": fact})) == "“x” was denied"


def test_what_stands_beside_a_headline_is_told_apart() -> None:
    fact = ProgrammeMoved(
        id="x", programme=ref("hanguang"), stage="launched", market="inference",
        foundry="a foundry", said_by=ref("musk"),
        metrics=tuple(Metric(name=f"m-{at}", value=measure("4 times")) for at in range(5)),
    )  # fmt: skip
    assert text_of(aside(fact, NAMES)) == (
        "for inference; made by a foundry; m 0 4 times; m 1 4 times; m 2 4 times;"
        " and 2 more figures; said by Elon Musk"
    )


def test_whoever_the_headline_names_is_not_named_again_as_the_one_who_says_it() -> None:
    fact = CompanyFounded(id="x", company=BAIDU, said_by=BAIDU)
    assert aside(fact, NAMES) == ()


@given(st.sampled_from(sorted(FACTS)).flatmap(lambda name: of_class(FACTS[name])))
def test_any_fact_is_told_on_one_line_that_a_terminal_only_prints(fact: Fact) -> None:
    told = headline(fact, NAMES)
    assert told.replace("\u200c", "").replace("\u200d", "").isprintable()
    assert told == text_of(pieces(fact, NAMES))
    assert told.strip()
