"""When a claim bears on what is held, and when it alone says it, for whichever day is asked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import examples
from tests.views.histories import COMPANIES, DAYS, FIRST, commits
from timeline.testing import changed, document, stated
from timeline.testing import given as told
from timeline.views.bearing import Bearing, each_bearing
from timeline.views.claimed import claimed
from timeline.views.composing import Composition
from timeline.views.knowable import Knowable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.facts.fact import Event
    from timeline.testing.given import Given
    from timeline.views.claims import Claim, Key
    from timeline.views.held import Held
    from timeline.views.knowable import Known

DAY = st.integers(-2, DAYS + 2).map(lambda number: FIRST + timedelta(number))


def histories(parts: list[list[Event]]) -> Given:
    log = told()
    for part in parts:
        log = log.later(*part)
    return log


def by_holding(log: Given) -> dict[Key, list[tuple[Known[Claim], Bearing]]]:
    """Return what is claimed of each holding, and how each claim bears on it."""
    knowable = Knowable(log.on("2030-01-01").knowledge)
    found: dict[Key, list[Known[Claim]]] = {}
    for name in COMPANIES:
        for each in claimed(name, knowable).claims:
            found.setdefault(each.told.key, []).append(each)
    return {
        key: list(zip(several, each_bearing(several), strict=True))
        for key, several in found.items()
    }


def alone(borne: Bearing, day: date, known: date) -> bool:
    since = borne.alone_first <= day and borne.alone_known <= known
    return since and (day < borne.next_day or known < borne.next_known)


def held(key: Key, claims: Iterable[Claim], day: date) -> Held | None:
    several = list(claims)
    return Composition(several).alone(key, day) if several else None


@settings(max_examples=examples(100))
@given(commits(), st.data())
def test_what_bears_on_nothing_may_be_left_out(
    parts: list[list[Event]], data: st.DataObject
) -> None:
    for key, several in by_holding(histories(parts)).items():
        for _ in range(6):
            day, known = data.draw(DAY), data.draw(DAY)
            used = [pair for pair in several if pair[0].first <= known <= pair[0].last]
            every = held(key, [each.told for each, _ in used], day)
            some = held(key, [each.told for each, borne in used if borne.first <= day], day)
            assert (every and every.level) == (some and some.level)


@settings(max_examples=examples(100))
@given(commits(), st.data())
def test_where_one_claim_is_alone_it_is_the_answer(
    parts: list[list[Event]], data: st.DataObject
) -> None:
    for key, several in by_holding(histories(parts)).items():
        for _ in range(6):
            day, known = data.draw(DAY), data.draw(DAY)
            used = [each for each, _ in several if each.first <= known <= each.last]
            says = [each for each, borne in several if alone(borne, day, known)]
            for each in says:
                found = held(key, [one.told for one in used], day)
                assert found is not None
                assert (found.level, found.claims) == (each.told.after, (each.told,))
                assert found.certainty == "definite"


def test_a_claim_is_alone_until_the_next_is_known() -> None:
    log = told(
        document("first", "2025-01-12"), document("second", "2025-03-01"),
        changed("anna", "acme", after="5%", on="2025-01-10", cites=[("first", "5%")]),
        changed("anna", "acme", before="6%", after="7%", on="2025-02-20",
                cites=[("second", "6% 7%")]),
    )  # fmt: skip
    (several,) = by_holding(log).values()
    first, second = date(2025, 1, 10), date(2025, 3, 1)
    assert [borne for _, borne in several] == [
        Bearing(date.min, first, date(2025, 1, 12), next_day=first, next_known=second),
        Bearing(first, second, second, next_day=date.max, next_known=date.max),
    ]


def test_what_says_again_what_was_said_bears_on_no_day_before_its_own() -> None:
    log = told(
        document("first", "2025-01-12"), document("second", "2025-03-01"),
        changed("anna", "acme", after="5%", on="2025-01-10", cites=[("first", "5%")]),
        stated("anna", "acme", stake="5%", on="2025-02-20", cites=[("second", "5%")]),
    )  # fmt: skip
    (several,) = by_holding(log).values()
    first, second, known = date(2025, 1, 10), date(2025, 2, 20), date(2025, 3, 1)
    assert [borne for _, borne in several] == [
        Bearing(date.min, first, date(2025, 1, 12), next_day=second, next_known=known),
        Bearing(second, known, known, next_day=date.max, next_known=date.max),
    ]
