from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from timeline.views.claims import Key
from timeline.views.fitting import Fitting, Options, Room
from timeline.views.level import Level
from timeline.views.parts import Part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

A, B, C = (Key((name,), "acme") for name in ("anna", "bert", "carl"))
AB = Key(("anna", "bert"), "acme")


def part(low: str, high: str | None = None, *, near: str = "0", above: bool = False) -> Part:
    level = Level(Fraction(low), Fraction(high or low), low_open=above)
    return Part(level=level, basis="change", claims=(), near=Fraction(near))


def levels(parts: Sequence[Part]) -> list[Level]:
    return [each.level for each in parts]


@st.composite
def parts(draw: st.DrawFn) -> Part:
    """Give a level in halves of a percent, thirds among them, exact or bounded."""
    low = draw(st.fractions(0, 100, max_denominator=3))
    high = draw(st.just(low) | st.fractions(low, 100, max_denominator=3))
    above = low < high and draw(st.booleans())
    level = Level(low, high, low_open=above)
    near = draw(st.sampled_from([Fraction(0), Fraction(1, 200)])) if level.exact else Fraction(0)
    return Part(level=level, basis="change", claims=(), near=near)


def options() -> st.SearchStrategy[Options]:
    return st.lists(parts(), min_size=1, max_size=3).map(Options)


def plainly(told: Mapping[Key, Options]) -> dict[Key, Sequence[Part]]:
    """Cut what does not fit as the rule says it, of all at once."""
    room = Room([*told, Key(("anna", "nobody"), "acme")], told)  # who holds jointly is gone through
    return dict(room.fit({}).cut)


def test_an_exact_figure_fits_into_what_is_left_or_does_not() -> None:
    room = Room([A, B], {A: Options([part("60")])})
    assert room.fit({B: Options([part("40")])}) == Fitting({})
    found = room.fit({B: Options([part("41")])})
    assert not found.fits
    assert found.limits == {A, B}
    assert room.fit({B: Options([part("30"), part("41")])}).cut == {B: [part("30")]}


def test_a_bounded_level_is_cut_to_what_is_left() -> None:
    room = Room([A, B], {B: Options([part("0", "100", above=True)])})
    (cut,) = room.fit({A: Options([part("60")])}).cut.values()
    assert levels(cut) == [Level(Fraction(0), Fraction(40), low_open=True)]


def test_a_figure_fits_as_far_as_it_may_have_been_rounded() -> None:
    told = {A: Options([part("33.34", near="0.005")]), B: Options([part("33.33", near="0.005")])}
    room = Room([A, B, C], told)
    assert room.fit({C: Options([part("33.34", near="0.005")])}).fits
    assert not room.fit({C: Options([part("33.36", near="0.005")])}).fits


def test_what_one_holds_alone_may_be_a_part_of_what_it_holds_jointly() -> None:
    room = Room([A, AB, C], {A: Options([part("30")]), AB: Options([part("60")])})
    assert room.fit({C: Options([part("40")])}).fits
    assert not room.fit({C: Options([part("41")])}).fits


@given(
    st.fixed_dictionaries({A: options(), B: options(), C: options()}),
    st.sets(st.sampled_from([A, B, C])),
)
def test_which_are_added_up_beforehand_plays_no_part(
    told: dict[Key, Options], varying: set[Key]
) -> None:
    fixed = {key: one for key, one in told.items() if key not in varying}
    room = Room(told, fixed)
    found = room.fit({key: told[key] for key in told if key in varying})
    assert dict(found.cut) == plainly(told)
    takers = [key for key, one in told.items() if one.takes]
    assert found.limits == ({*takers} if found.cut else set())
