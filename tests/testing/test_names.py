from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from timeline.errors import NotFound
from timeline.testing import changed, deal, entity, given, replay

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeline.testing import Then

FACTS = given(
    changed("ant", "kite", on="2025-09-02", after="5%"),
    deal("kite-deal", on="2025-09-02", acquirer="ant", target="boat"),
)


@pytest.mark.parametrize(
    ("asked", "message", "hint"),
    [
        (lambda view: view.stake("ant", "kyte"), "no entity “kyte”", "did you mean “kite”?"),
        (lambda view: view.stake("and", "kite"), "no entity “and”", "did you mean “ant”?"),
        (lambda view: view.control("ant", "kit"), "no entity “kit”", "did you mean “kite”?"),
        (lambda view: view.moved("boats"), "no entity “boats”", "did you mean “boat” or “ant”?"),
        (lambda view: view.state("kite"), "no deal “kite”", "did you mean “kite-deal”?"),
    ],
)
def test_a_name_that_nothing_goes_by_is_an_error_with_the_nearest(
    asked: Callable[[Then], object], message: str, hint: str
) -> None:
    with pytest.raises(NotFound) as told:
        asked(FACTS.on("2025-09-02"))
    assert (told.value.message, told.value.hint) == (message, hint)


def test_who_is_described_later_goes_by_every_name_before_too() -> None:
    facts = FACTS.later(entity("kite", name="Blue Kite"))
    for each in (facts, facts.recorded(0), facts.recorded(1), facts.known("2020-01-01")):
        view = each.on("2025-09-02")
        assert view.stake("ant", "Blue Kite") == view.stake("ant", "kite")


def test_before_anything_is_filed_every_name_may_be_asked_about() -> None:
    assert given().on("2025-09-02").stake("ant", "kite") == "not told"
    assert given().on("2025-09-02").state("kite-deal") == "not told"


def test_a_replay_may_ask_from_the_start_of_all_that_comes() -> None:
    first, second = replay(FACTS)
    assert [each.on("2025-09-02").state("kite-deal") for each in (first, second)] == [
        "not told", "announced"
    ]  # fmt: skip
    assert first.on("2025-09-02").stake("boat", "kite") == "not told"
