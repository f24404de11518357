"""Many changes of one holding on one day are added up at once."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from timeline.testing import changed, given, stated
from timeline.views.level import Level

if TYPE_CHECKING:
    from timeline.facts.fact import Fact

MANY = 200


def bought(number: int, on: str, **fields: object) -> Fact:
    return changed("a", "b", id=f"m{number}", on=on, by="0.1 points", cause="bought", **fields)


@pytest.mark.parametrize("on", ["2025-09-01", "2025-09", "2025"])
def test_two_hundred_purchases_of_one_day_or_year_are_added_up(on: str) -> None:
    then = given(stated("a", "b", "5%", on="2024-06-01"), *(bought(n, on) for n in range(MANY)))

    held = then.on("2026-01-01").stake("a", "b")

    assert held == "25%"
    assert held.how == "definite, worked-out"


def test_two_hundred_purchases_in_their_order_are_added_up() -> None:
    several = [bought(n, "2025-09-01", order=n) for n in range(MANY)]

    assert given(*several).on("2025-09-01").stake("a", "b") == ">=20%"


def test_two_hundred_subscriptions_that_dilute_nobody_else_are_added_up() -> None:
    several = [
        changed("a", "b", id=f"m{n}", on="2025-09-01", by="0.1 points", cause="subscribed")
        for n in range(MANY)
    ]

    assert given(*several).on("2025-09-01").stake("a", "b") == ">=20%"


def test_levels_of_one_day_are_compared_by_their_kinds_not_pair_by_pair(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[Level] = []
    meets = Level.meets

    def counted(one: Level, other: Level) -> bool:
        calls.append(one)
        return meets(one, other)

    monkeypatch.setattr(Level, "meets", counted)
    then = given(*(stated("a", "b", "5%", id=f"s{n}", on="2025-09-01") for n in range(MANY)))

    assert not then.on("2025-09-01").stake("a", "b").disputed
    assert len(calls) < MANY


@pytest.mark.parametrize("seed", range(40))
def test_added_up_at_once_they_lead_where_they_lead_one_by_one_gains_first(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a case, no secret
    points = [chance.choice([-60, -20, -5, 1, 5, 30, 70]) for _ in range(chance.randint(2, 6))]
    share = f"{chance.choice([0, 5, 50, 100])}%"
    then = given(
        stated("a", "b", share, on="2025-08-01"),
        *(
            changed("a", "b", id=f"m{at}", on="2025-09-01", by=f"{each} points",
                    cause="bought" if each > 0 else "sold")
            for at, each in enumerate(points)
        ),
    )  # fmt: skip

    ends = set()
    for at, last in enumerate(points):
        level = Fraction(share.rstrip("%"))
        for each in [*sorted(points[:at] + points[at + 1 :], reverse=True), last]:
            level = min(max(level + each, Fraction(0)), Fraction(100))
        ends.add(level)
    held = then.on("2025-09-01").stake("a", "b").held
    assert held.level == Level(min(ends), max(ends))
