"""What holds of every ledger and every question, whatever was told in whatever order.

A failure prints the example and a line that plays it again.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import evolve
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.views.histories import DAYS, FIRST, commits, days, news, text, whens
from timeline import dates
from timeline.testing import Given, changed, stated
from timeline.testing import given as told
from timeline.views.why import RULES

if TYPE_CHECKING:
    from timeline.facts.fact import Event, Fact
    from timeline.views.level import Level

HOLDER, COMPANY = "anna", "acme"


def recorded(parts: list[list[Event]]) -> Given:
    log = told()
    for part in parts:
        log = log.later(*part)
    return log


# --- order, and what is added ------------------------------------------------------------------


@settings(max_examples=150)
@given(commits(), st.none() | days(), st.none() | st.integers(0, 3), days(), st.integers())
def test_the_order_of_filing_plays_no_part_in_any_answer(
    parts: list[list[Event]], known: date | None, commit: int | None, on: date, seed: int
) -> None:
    """Holdings, groups, control, strategies, deals and the timeline are the same."""
    log = recorded(parts).known(known).recorded(commit)
    assert log.shuffled(seed).on(on).everything() == log.on(on).everything()


@settings(max_examples=150)
@given(commits(), st.none() | days(), days(), st.randoms(use_true_random=False))
def test_the_order_of_recording_within_one_commit_plays_no_part_in_what_is_held(
    parts: list[list[Event]], known: date | None, on: date, random: object
) -> None:
    """Left out are descriptions made anew, of which the later recorded counts."""
    events = [each for part in parts for each in part if not each.id.endswith("~2")]
    mixed = list(events)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = told(*events).known(known).on(on), told(*mixed).known(known).on(on)
    assert one.ownership == other.ownership
    assert list(one.told()) == list(other.told())


@settings(max_examples=150)
@given(commits(), st.none() | days(), st.integers(0, 3), days())
def test_an_answer_at_a_commit_never_changes_when_more_is_filed(
    parts: list[list[Event]], known: date | None, commit: int, on: date
) -> None:
    whole = recorded(parts).known(known).recorded(commit)
    then = recorded(parts[:commit]).known(known).recorded(commit)
    assert whole.on(on).everything() == then.on(on).everything()


@settings(max_examples=150)
@given(commits(), news(), days(), days())
def test_an_answer_at_a_day_known_never_changes_when_later_news_is_added(
    parts: list[list[Event]], added: list[Event], known: date, on: date
) -> None:
    """Left out is what acts whenever it was published: `because = "recording"`, other names."""
    before = recorded(parts).known(known)
    after = recorded([*parts, added]).known(known)
    assert after.on(on).everything() == before.on(on).everything()


@settings(max_examples=100)
@given(commits(), days(), days())
def test_every_answer_is_well_formed(parts: list[list[Event]], known: date, on: date) -> None:
    """Bounds lie within the whole, a rule is named, and a group adds up its paths."""
    for log in (recorded(parts), recorded(parts).known(known)):
        then = log.on(on)
        for held in then.ownership.held:
            assert held.basis in RULES
            assert held.level.high is not None
            assert 0 <= held.level.low <= held.level.high <= 100
            assert held.claims
            assert held.disputed is False or held.certainty == "possible"
        for holder in {each.holder for each in then.ownership.controls}:
            for row in then.group(holder).values():
                assert row.low <= sum(each.held.level.low for each in row.paths)
                assert len({each.held.key for each in row.paths}) == len(row.paths)


# --- one holding -------------------------------------------------------------------------------


def histories(*forms: str, most: int = 3) -> st.SearchStrategy[list[Fact]]:
    """Give the claims of one holding, each in one of these forms."""
    return st.integers(1, most).flatmap(
        lambda count: st.tuples(*(claims(f"f{at}", *forms) for at in range(count)))
    ).map(list)  # fmt: skip


@st.composite
def claims(draw: st.DrawFn, name: str, *forms: str) -> Fact:
    """Give a claim of one holding: `after`, `stated`, `before` (and after), `by`."""
    level, form, when = draw(st.integers(1, 9)), draw(st.sampled_from(forms)), draw(whens())
    if form == "stated":
        return stated(HOLDER, COMPANY, f"{level}%", id=name, on=when)
    if form == "by":
        way = draw(st.sampled_from(("bought", "sold")))
        return changed(HOLDER, COMPANY, id=name, on=when, by=f"{level} points", cause=way)
    more = {"before": f"{draw(st.integers(1, 9))}%"} if form == "before" else {}
    return changed(HOLDER, COMPANY, id=name, on=when, after=f"{level}%", **more)


def within(inner: Level, outer: Level) -> bool:
    """Tell whether every value of one level is one of another; ends are closed here."""
    if outer.high is None or inner.high is None:
        return outer.high is None and inner.low >= outer.low
    return outer.low <= inner.low and inner.high <= outer.high


@settings(max_examples=300)
@given(histories("after", "stated", "before", "by"))
def test_two_definite_answers_differ_only_where_something_was_told_to_happen(
    several: list[Fact],
) -> None:
    """What is definite never contradicts what is definite, unless a claim of that day says so."""
    log = told(*several)
    happened = {each.occurred.earliest for each in several if each.occurred is not None}
    happened |= {each.occurred.latest for each in several if each.occurred is not None}
    last = log.on(FIRST - timedelta(2)).stake(HOLDER, COMPANY)
    for number in range(-1, DAYS + 2):
        day = FIRST + timedelta(number)
        stake = log.on(day).stake(HOLDER, COMPANY)
        both = last != "not told" and stake != "not told"
        if both and last.certainty == stake.certainty == "definite" and last != stake:
            assert happened & {day, day + timedelta(1)}, (text(number), last, stake)
        last = stake


@settings(max_examples=300)
@given(histories("after", "stated", "before", "by", most=4), st.data())
@example([changed(HOLDER, COMPANY, id="f0", on="[2025-01-01..2025-01-03]", after="1%")], None)
def test_a_sharper_day_gives_an_answer_within_the_vague_one(
    several: list[Fact], data: st.DataObject | None
) -> None:
    """Bounds are contained, and a level that was definite stays.

    Left out are days on which by the sharper day nothing was told, and those on
    which claims contradict each other: there is no world with that day. And what
    is in a chain with another of the same vague day, which a sharper day breaks;
    and chains that lead back to where they began.
    """
    vague = [
        at
        for at, each in enumerate(several)
        if _length(each) and not any(_chained(each, other) for other in several)
    ]
    if not vague or any(_circular(each, several) for each in several):
        return
    at = data.draw(st.sampled_from(vague)) if data else vague[0]
    into = data.draw(st.integers(0, _length(several[at]))) if data else 1
    when = several[at].occurred
    assert when is not None
    assert when.latest is not None
    sharp = list(several)
    sharp[at] = evolve(several[at], occurred=dates.day(when.latest - timedelta(into)))
    for number in range(-1, DAYS + 1):
        day = FIRST + timedelta(number)
        before = told(*several).on(day).stake(HOLDER, COMPANY)
        after = told(*sharp).on(day).stake(HOLDER, COMPANY)
        if "not told" not in {before, after} and not after.held.disputed:
            assert within(after.held.level, before.held.level), (day, before, after)
            sure = before.certainty == "definite" and before.held.level.exact
            assert not sure or after.certainty == "definite"


def _chained(one: Fact, other: Fact) -> bool:
    """Tell whether one of two facts of the same days may start from what the other led to."""
    if one is other or _ends(one) != _ends(other):
        return False
    return _starts_from(one, other) or _starts_from(other, one)


def _starts_from(one: Fact, other: Fact) -> bool:
    start = _told(one, "before")
    return start is not None and start == _told(other, "after")


def _circular(one: Fact, several: list[Fact]) -> bool:
    """Tell whether a chain within the same days leads back to where it began."""
    reached, waiting = [one], [one]
    while waiting:
        last = waiting.pop()
        for other in several:
            if other is not last and _ends(other) == _ends(last) and _starts_from(other, last):
                if other is one:
                    return True
                if other not in reached:
                    reached.append(other)
                    waiting.append(other)
    return False


def _ends(each: Fact) -> object:
    """Return the first and the last day: a period and one of several days may be the same days."""
    return each.occurred and (each.occurred.earliest, each.occurred.latest)


def _told(each: Fact, name: str) -> object:
    seen = getattr(each, "stake", None) if name == "after" else None
    return seen or getattr(each, name, None)


def _length(each: Fact) -> int:
    """Return how many days a date may lie before its last; none for an open one or a period."""
    when = each.occurred
    if when is None or when.latest is None or when.kind == "interval":
        return 0
    return (when.latest - (when.earliest or when.latest - timedelta(3))).days
