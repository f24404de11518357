"""Make random ledgers and questions, small enough that the same days and parties often meet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from attrs import evolve
from hypothesis import strategies as st

from timeline.facts.records import Corrected, Retracted
from timeline.testing import (
    changed,
    confirmed,
    controls,
    corrected,
    deal,
    document,
    entity,
    fact,
    issue,
    renamed,
    retracted,
    stated,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from timeline.facts.fact import Event, Fact
    from timeline.facts.records import DocumentDescribed

FIRST = date(2025, 1, 1)
DAYS = 14
PARTIES = ("anna", "bert", "acme", "dyna")
COMPANIES = ("acme", "dyna")
SHARES = (
    "none", "1%", "2%", "2.0%", "2.04%", "3%", "60%", "100%", "<25%", ">0%", "[2%, 9%)", "unknown",
)  # fmt: skip
QUOTES = (
    "1% 2% 2.0% 2.04% 3% 9% 25% 60% 100%", "1% 2% 2.0% 2.04% 3%", "9% 25% 60% 100%",
)  # fmt: skip
DOCUMENTS = (
    document("first", "2025-01-04"),
    document("vague", "[2025-01-02..2025-01-12]"),
    document("open", "2025-01-03/..", retrieved="2025-01-13"),
    document("last", "2025-01-10", origin="first"),
)
LATE = (
    document("late", "2025-02-01"),
    document("later", "2025-02/..", retrieved="2025-12-01"),
)

Draw = Any  # what Hypothesis hands to a composite strategy: a generic callable, hard to name


def text(number: int) -> str:
    """Return a day of the histories, as written."""
    return (FIRST + timedelta(number)).isoformat()


def days() -> st.SearchStrategy[date]:
    """Give a day of the histories, or one just outside."""
    return st.integers(-1, DAYS + 1).map(lambda number: FIRST + timedelta(number))


@st.composite
def whens(draw: Draw, *, vague: bool = True) -> str:
    """Give a date: a day, some day of several, a period, some day up to one."""
    first, last = sorted((draw(st.integers(0, DAYS - 1)), draw(st.integers(0, DAYS - 1))))
    form = draw(st.sampled_from(("day", "day", "some", "period", "by"))) if vague else "day"
    if form == "day" or (first == last and form != "by"):
        return text(first)
    if form == "period":
        return f"{text(first)}/{text(last)}"
    return f"[{'' if form == 'by' else text(first)}..{text(last)}]"


def _stake_changed(draw: Draw, more: dict[str, Any]) -> Fact:
    share = st.sampled_from(SHARES)
    told = draw(st.sampled_from(("after", "both", "before", "by", "result", "transfer")))
    points = {"by": draw(st.sampled_from(("1 point", "2 points", "-1 point"))),
              "cause": draw(st.sampled_from(("bought", "sold", "transferred")))}  # fmt: skip
    company = draw(st.sampled_from(COMPANIES))
    if told == "transfer":
        ends = {"from_": PARTIES[0], "to": PARTIES[1]}
        return fact("stake-changed", company=company, **ends, **points, **more)
    if told in {"after", "both", "result"}:
        more["after"] = draw(share)
    if told in {"before", "both"}:
        more["before"] = draw(share)
    if told in {"by", "result"}:
        more |= points
    if draw(st.integers(0, 5)) == 0:
        more["part_of"] = f"f{draw(st.integers(0, 6))}"
    if draw(st.integers(0, 7)) == 0:
        more["class_"] = "B"
    joint = {"jointly_with": ["zoe"]} if draw(st.integers(0, 5)) == 0 else {}
    return changed(draw(st.sampled_from(PARTIES)), company, **joint, **more)


def _stake_stated(draw: Draw, more: dict[str, Any]) -> Fact:
    interest = draw(st.sampled_from(("shares", "shares", "votes")))
    return stated(
        draw(st.sampled_from(PARTIES)), draw(st.sampled_from(COMPANIES)),
        draw(st.sampled_from(SHARES)), interest=interest, **more,
    )  # fmt: skip


def _control(draw: Draw, more: dict[str, Any]) -> Fact:
    holder, company = draw(st.sampled_from(PARTIES)), draw(st.sampled_from(COMPANIES))
    kind = draw(st.sampled_from(("subsidiary", "wholly-owned", "ended")))
    if kind == "ended":
        return fact("control-ended", holder=holder, company=company, **more)
    return controls(holder, company, kind=kind, **more)


def _issue(draw: Draw, more: dict[str, Any]) -> Fact:
    company = draw(st.sampled_from(COMPANIES))
    if draw(st.booleans()):
        return issue(company, **more)
    holder, share = draw(st.sampled_from(PARTIES)), draw(st.sampled_from(SHARES))
    return changed(holder, company, after=share, cause="subscribed", **more)


def _deal(draw: Draw, more: dict[str, Any]) -> Fact:
    told: dict[str, Any] = {}
    if draw(st.booleans()):
        told = {"acquirer": draw(st.sampled_from(PARTIES)),
                "target": draw(st.sampled_from(COMPANIES)),
                "kind": draw(st.sampled_from(("acquisition", "block-sale", "round")))}  # fmt: skip
        if draw(st.booleans()):
            told["seller"] = draw(st.sampled_from(PARTIES))
    if draw(st.booleans()):
        told["stake"] = draw(st.sampled_from(("2%", "100%", ">60%")))
    state = draw(st.sampled_from(("announced", "amended", "completed", "terminated")))
    return deal(draw(st.sampled_from(("d1", "d2"))), state, **told, **more)


def _strategy(draw: Draw, more: dict[str, Any]) -> Fact:
    company = draw(st.sampled_from(PARTIES))
    kind = draw(st.sampled_from(("theme", "promise", "stage", "ended", "founded", "denied")))
    if kind == "theme":
        return fact("strategy-stated", company=company, theme="ai", **more)
    if kind == "promise":
        more["period"] = f"2025-01-01/{text(draw(st.integers(0, DAYS)))}"
        return fact("commitment-made", by=[company], purpose="ai", **more)
    if kind == "ended":
        return fact("statement-ended", of=f"f{draw(st.integers(0, 6))}", how="met", **more)
    if kind == "denied":
        of = f"f{draw(st.integers(0, 6))}"
        return fact("claim-answered", of=of, by=company, answer="denied", **more)
    if kind == "founded":
        return fact("company-founded", company=draw(st.sampled_from(COMPANIES)), **more)
    stage = draw(st.sampled_from(("announced", "testing", "deployed")))
    return fact("programme-moved", programme="chip", stage=stage, **more)


_MAKERS: tuple[Callable[[Draw, dict[str, Any]], Fact], ...] = (
    _stake_changed, _stake_changed, _stake_stated, _control, _issue, _deal, _strategy,
)  # fmt: skip


@st.composite
def facts(draw: Draw, name: str, documents: Sequence[DocumentDescribed]) -> Fact:
    """Give a fact of any type that a view reads, with or without sources and days."""
    more: dict[str, Any] = {"id": name}
    if draw(st.integers(0, 7)):
        more["on"] = draw(whens())
    if draw(st.integers(0, 4)) == 0:
        more["order"] = draw(st.integers(1, 2))
    more["standing"] = draw(st.sampled_from(("reported", "reported", "official", "rumoured")))
    cited = st.sampled_from([each.document for each in documents])
    pairs = draw(st.lists(st.tuples(cited, st.sampled_from(QUOTES)), max_size=2))
    if pairs:
        more["cites"] = pairs
    make: Callable[[Draw, dict[str, Any]], Fact] = draw(st.sampled_from(_MAKERS))
    return make(draw, more)


@st.composite
def statements(
    draw: Draw,
    names: Sequence[str],
    documents: Sequence[DocumentDescribed],
    *,
    ours: bool = True,
) -> Event:
    """Give what puts a fact right; with `ours` also what we erred in, and other names."""
    of, by = draw(st.sampled_from(names)), draw(st.sampled_from(names))
    cited = draw(st.sampled_from([each.document for each in documents]))
    because = draw(st.sampled_from(("source", "recording"))) if ours else "source"
    kind = draw(st.sampled_from(("corrected", "retracted", "confirmed", "renamed")))
    if kind == "corrected" and of != by:
        return corrected(of, by, because)
    if kind == "retracted":
        sources = [{"document": cited, "quote": "untrue"}] if because == "source" else []
        return retracted(of, because, citations=sources)
    if kind == "renamed" and ours:
        return renamed(of, f"{of}-anew")
    return confirmed(of, cited, draw(st.sampled_from(QUOTES)), standing="official")


def _righting(each: Event) -> bool:
    return isinstance(each, Corrected | Retracted)


def _taken_back(draw: Draw, names: list[str]) -> list[Event]:
    """Take back some corrections and retractions, and some of what takes back, in circles too."""
    found: list[Event] = []
    for number in range(draw(st.integers(0, 3)) if names else 0):
        of = draw(st.sampled_from([*names, *(f"retracted:t{at}" for at in range(number + 1))]))
        because = draw(st.sampled_from(("source", "recording")))
        cited = draw(st.sampled_from([each.document for each in DOCUMENTS]))
        sources = [{"document": cited, "quote": "no"}] if because == "source" else []
        taken = retracted(of, because, citations=sources)
        found.append(evolve(taken, id=f"retracted:t{number}"))
    return found


@st.composite
def commits(draw: Draw) -> list[list[Event]]:
    """Give a ledger as it was recorded: one to three commits."""
    count = draw(st.integers(1, 7))
    names = [f"f{number}" for number in range(count)]
    events: list[Event] = [
        *DOCUMENTS, entity("chip", "programme", owner=draw(st.sampled_from(PARTIES))),
        *(draw(facts(name, DOCUMENTS)) for name in names),
        *draw(st.lists(statements(names, DOCUMENTS), max_size=3, unique_by=lambda each: each.id)),
    ]  # fmt: skip
    events += _taken_back(draw, [each.id for each in events if _righting(each)])
    if draw(st.booleans()):
        events.append(document("first", draw(whens(vague=False)), id="document:first~2"))
        events.append(entity("chip", "programme", owner="acme", id="entity:chip~2"))
    cuts = sorted(draw(st.lists(st.integers(0, len(events)), max_size=2)))
    parts = [events[a:b] for a, b in zip([0, *cuts], [*cuts, len(events)], strict=True)]
    return [part for part in parts if part]


@st.composite
def news(draw: Draw) -> list[Event]:
    """Give what was published later than any day known that is asked for."""
    names = [f"n{number}" for number in range(draw(st.integers(1, 4)))]
    later = [f"f{number}" for number in range(7)]
    added = draw(
        st.lists(statements(names, LATE, ours=False), max_size=3, unique_by=lambda each: each.id)
    )
    old = draw(
        st.lists(
            st.sampled_from(later).flatmap(
                lambda of: st.sampled_from(
                    [corrected(of, names[0]), confirmed(of, "late", QUOTES[0]),
                     confirmed(of, "later", QUOTES[1], standing="official"),
                     retracted(of, "source", citations=[{"document": "late", "quote": "no"}])]
                )
            ),
            max_size=3, unique_by=lambda each: each.id,
        )
    )  # fmt: skip
    told = (evolve(each, id=f"late:{each.id}") for each in (*added, *old))
    return [
        *LATE,
        *(draw(facts(name, LATE)) for name in names),
        *{each.id: each for each in told}.values(),
    ]
