"""Shares, points and moves are read as written, exactly, and write themselves back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.numbers import figures_in
from timeline.shares import NONE, UNKNOWN, Change, Points, Share, ShareUnreadable

PERCENT = st.integers(0, 4).flatmap(
    lambda places: st.decimals(min_value=0, max_value=100, places=places)
)


@st.composite
def shares(draw: st.DrawFn) -> Share:
    """Draw any share: exact, bounded on one side or both, none or unknown."""
    low, high = sorted((draw(PERCENT), draw(PERCENT)))
    kind = draw(st.sampled_from(["exact", "above", "below", "between"]))
    places = draw(st.integers(0, 6))
    if kind == "exact" or low == high:
        return Share(low, low, places=places)
    if kind == "above":
        return Share(low, Decimal(100), low_open=draw(st.booleans()), places=places)
    if kind == "below":
        return Share(Decimal(0), high, high_open=draw(st.booleans()), places=places)
    left, right = draw(st.booleans()), draw(st.booleans())
    return Share(low, high, low_open=left, high_open=right, places=places)


@pytest.mark.parametrize(
    ("text", "low", "high", "openness", "written"),
    [
        ("1.87%", "1.87", "1.87", "[]", "1.87%"),
        ("3.340%", "3.34", "3.34", "[]", "3.340%"),
        ("100%", "100", "100", "[]", "100%"),
        (" 40 % ", "40", "40", "[]", "40%"),
        ("３．６８％", "3.68", "3.68", "[]", "3.68%"),
        ("5 per cent", "5", "5", "[]", "5%"),
        ("5 percent", "5", "5", "[]", "5%"),
        (">5%", "5", "100", "(]", ">5%"),
        (">=5%", "5", "100", "[]", ">=5%"),
        ("≥5％", "5", "100", "[]", ">=5%"),
        ("over 5%", "5", "100", "(]", ">5%"),
        ("<25%", "0", "25", "[)", "<25%"),
        ("<=25%", "0", "25", "[]", "<=25%"),
        ("[25%, 50%)", "25", "50", "[)", "[25%, 50%)"),
        ("[25%,50%)", "25", "50", "[)", "[25%, 50%)"),
        ("(50%, 100%]", "50", "100", "(]", ">50%"),
        ("(0%, 5.5%]", "0", "5.5", "(]", "(0.0%, 5.5%]"),
        (">0%", "0", "100", "(]", ">0%"),
        ("<100%", "0", "100", "[)", "<100%"),
        (">=100%", "100", "100", "[]", "100%"),
        ("<=0%", "0", "0", "[]", "none"),
        ("none", "0", "0", "[]", "none"),
        ("0%", "0", "0", "[]", "none"),
        ("0.00%", "0", "0", "[]", "0.00%"),
        ("unknown", "0", "100", "[]", "unknown"),
        ("[0%, 100%]", "0", "100", "[]", "unknown"),
    ],
)
def test_a_share_is_read_as_written(
    text: str, low: str, high: str, openness: str, written: str
) -> None:
    """The bounds are exact, and the share writes itself in one form."""
    share = Share.parse(text)
    assert (share.low, share.high) == (Decimal(low), Decimal(high))
    assert (share.low_open, share.high_open) == (openness[0] == "(", openness[1] == ")")
    assert str(share) == written


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1.87", "has no percent sign"),
        (">5", "has no percent sign"),
        ("[25, 50%)", "has no percent sign"),
        ("120%", "is outside 0% to 100%"),
        ("1,000%", "is outside 0% to 100%"),
        ("-5%", "is outside 0% to 100%"),
        ("[50%, 120%]", "is outside 0% to 100%"),
        (">100%", "holds no value"),
        ("<0%", "holds no value"),
        ("(5%, 5%)", "holds no value"),
        ("[50%, 25%]", "holds no value"),
        ("+5%", "is no share"),
        ("[25, 50)%", "is no share"),
        ("25%-50%", "is no share"),
        ("about 5%", "is no share"),
        ("1.2.3%", "is no share"),
        ("1,00%", "is no share"),
        ("5²%", "is no share"),
        ("%", "is no share"),
        ("", "is no share"),
        ("9" * 10_000 + "%", "is no share"),
        ("0." + "9" * 10_000 + "%", "is no share"),
    ],
)
def test_what_is_no_share_is_refused(text: str, why: str) -> None:
    """The message shows the text and why; the hint shows what to write."""
    with pytest.raises(ShareUnreadable) as caught:
        Share.parse(text)
    assert why in caught.value.message
    assert text[:50] in caught.value.message
    assert "%" in caught.value.hint
    assert len(caught.value.message) < 120


def test_a_bare_number_is_answered_with_the_right_form() -> None:
    """0.5 might be half or half a percent, so the sign is asked for."""
    with pytest.raises(ShareUnreadable) as caught:
        Share.parse("0.5")
    assert caught.value.hint.startswith("write 0.5%")


def test_a_share_made_by_hand_is_held_to_the_same_rules() -> None:
    """No share lies outside the whole, runs backward or holds nothing."""
    for low, high in ((-1, 5), (5, 101), (6, 5)):
        with pytest.raises(ShareUnreadable):
            Share(Decimal(low), Decimal(high))
    with pytest.raises(ShareUnreadable):
        Share(Decimal(5), Decimal(5), low_open=True)


def test_places_are_never_fewer_than_the_value_needs() -> None:
    """A share that was worked out is written in full."""
    assert str(Share(Decimal("3.34"), Decimal("3.34"))) == "3.34%"
    assert str(Share(Decimal("3.34"), Decimal("3.34"), places=1)) == "3.34%"
    assert Share(Decimal("3.3400"), Decimal("3.3400")).places == 2


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("3.34%", ["3.34"]),
        ("100%", ["100"]),
        (">5%", ["5"]),
        ("<25%", ["25"]),
        ("<100%", ["100"]),
        ("[25%, 50%)", ["25", "50"]),
        ("(50%, 100%]", ["50"]),
        ("(0%, 5%]", ["5"]),
        (">0%", []),
        ("none", []),
        ("unknown", []),
    ],
)
def test_a_share_states_its_figures(text: str, figures: list[str]) -> None:
    """None, unknown and >0% state none, nor does an end that is only implied."""
    assert Share.parse(text).figures() == tuple(map(Decimal, figures))


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("3.34%", "0.005"),
        ("33.3%", "0.05"),
        ("40%", "0.5"),
        ("3.340%", "0.0005"),
        (">5%", "0"),
        ("[25%, 50%)", "0"),
        ("none", "0"),
        ("unknown", "0"),
    ],
)
def test_a_figure_may_be_off_by_half_its_last_place(text: str, half: str) -> None:
    """Only an exact figure was rounded; none is exactly nothing."""
    assert Share.parse(text).half_place == Decimal(half)


def test_shares_are_the_same_whatever_their_places() -> None:
    """Equality counts the places, sameness does not."""
    short, long = Share.parse("3.34%"), Share.parse("3.340%")
    assert short != long
    assert short.same_as(long)
    assert not short.same_as(Share.parse(">3.34%"))
    assert not Share.parse(">0%").same_as(UNKNOWN)


def test_none_and_unknown_know_themselves() -> None:
    """Nothing is exact, and not knowing is not."""
    assert (NONE.is_none, NONE.is_unknown, NONE.exact) == (True, False, True)
    assert (UNKNOWN.is_none, UNKNOWN.is_unknown, UNKNOWN.exact) == (False, True, False)
    assert Share.parse("[0.00%, 100%]").is_unknown
    assert not Share.parse(">0%").is_unknown


@given(shares())
def test_a_share_reads_back_as_it_was(share: Share) -> None:
    """What a share writes of itself reads back equal, with its places, and hashes alike."""
    back = Share.parse(str(share))
    assert back == share
    assert hash(back) == hash(share)
    assert 0 <= share.low <= share.high <= 100


@given(shares())
def test_figures_of_a_share_stand_in_its_own_text(share: Share) -> None:
    """Each is found in the text as a percentage."""
    found = {figure.value for figure in figures_in(str(share)) if figure.percent}
    assert set(share.figures()) <= found


@given(st.text(alphabet="0123456789.,%％<>=≤≥[]()+- noeunkw", max_size=30))
def test_any_text_is_a_share_or_is_refused(text: str) -> None:
    """Nothing else comes out, and what is read reads back."""
    try:
        share = Share.parse(text)
    except ShareUnreadable:
        return
    assert Share.parse(str(share)) == share


@pytest.mark.parametrize(
    ("text", "written", "figure"),
    [
        ("2.21 points", "2.21 points", "2.21"),
        ("-2.21 points", "-2.21 points", "2.21"),
        ("−2.21pp", "-2.21 points", "2.21"),
        ("+0.34 points", "0.34 points", "0.34"),
        ("1 point", "1 points", "1"),
        ("2.210 percentage points", "2.210 points", "2.21"),
        ("2.21个百分点", "2.21 points", "2.21"),
        ("2.21個百分點", "2.21 points", "2.21"),
    ],
)
def test_points_are_read_as_written(text: str, written: str, figure: str) -> None:
    """A change in points is signed; the figure that it states is not."""
    points = Points.parse(text)
    assert str(points) == written
    assert points.figures() == (Decimal(figure),)


@pytest.mark.parametrize(
    "text", ["2.21%", "2.21", "points", "120 points", "1e1 points", "", "9" * 9999]
)
def test_what_are_no_points_is_refused_with_the_right_form(text: str) -> None:
    """Percent is not points: the hint says what to write."""
    with pytest.raises(ShareUnreadable) as caught:
        Points.parse(text)
    assert "2.21 points" in caught.value.hint
    assert ("in percent" in caught.value.message) == (text == "2.21%")


@given(st.decimals(min_value=-100, max_value=100, places=3), st.integers(0, 6))
def test_points_read_back_as_they_were(value: Decimal, places: int) -> None:
    """What points write of themselves reads back equal, and states the figure."""
    points = Points(value, places)
    assert Points.parse(str(points)) == points
    assert points.figures()[0] in {figure.value for figure in figures_in(str(points))}


@pytest.mark.parametrize(
    ("text", "direction", "value", "written"),
    [
        ("8.08%", "up", "8.08", "+8.08%"),
        ("+8.08%", "up", "8.08", "+8.08%"),
        ("-60.5%", "down", "-60.5", "-60.5%"),
        ("−60.5％", "down", "-60.5", "-60.5%"),
        ("down 60.5%", "down", "-60.5", "-60.5%"),
        ("up 1,200%", "up", "1200", "+1200%"),
        ("0.0%", "flat", "0", "0.0%"),
    ],
)
def test_a_move_is_read_as_written(text: str, direction: str, value: str, written: str) -> None:
    """A move has a sign, or a word for it, and may exceed the whole."""
    change = Change.parse(text)
    assert (change.direction, change.value) == (direction, Decimal(value))
    assert change.figures() == (abs(Decimal(value)),)
    assert str(change) == written


@pytest.mark.parametrize("word", ["up", "down", "flat"])
def test_a_direction_alone_is_a_move_too(word: str) -> None:
    """Where only the direction is told, no figure is stated."""
    change = Change.parse(word)
    assert (str(change), change.value, change.figures()) == (word, None, ())


@pytest.mark.parametrize("text", ["8.08", "up -5%", "sideways", "up 5", "", "%", "up " * 5_000])
def test_what_is_no_move_is_refused(text: str) -> None:
    """The hint shows right forms."""
    with pytest.raises(ShareUnreadable) as caught:
        Change.parse(text)
    assert "-60.5%" in caught.value.hint


def test_a_move_does_not_speak_against_its_direction() -> None:
    """Whoever builds one by hand cannot say up and mean down."""
    with pytest.raises(ShareUnreadable):
        Change("up", Decimal(-5))


@given(st.decimals(min_value=-5000, max_value=5000, places=3), st.integers(0, 6))
def test_a_move_reads_back_as_it_was(value: Decimal, places: int) -> None:
    """What a move writes of itself reads back equal, and states the figure."""
    change = Change("flat" if not value else "up" if value > 0 else "down", value, places)
    assert Change.parse(str(change)) == change
    assert change.figures()[0] in {figure.value for figure in figures_in(str(change))}
