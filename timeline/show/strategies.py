"""Draw what companies were set on: themes, money and how far in, programmes and their stages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.text import Text

from timeline.facts.strategy import STAGES
from timeline.show.answers import asked, happened, possibly
from timeline.show.holdings import group_rows
from timeline.show.layout import Drawing, columns, heading, wrapped
from timeline.show.paint import painted
from timeline.show.pieces import figure, say, term, who
from timeline.show.progress import progress
from timeline.show.table import Layout, table
from timeline.show.words import amount, over, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.facts.strategy import CommitmentMade, SpendingReported, StrategyStated
    from timeline.show.layout import Line
    from timeline.show.names import Names
    from timeline.show.pieces import Word
    from timeline.views.groups import GroupStake
    from timeline.views.question import Question
    from timeline.views.strategies import Open, Programme, Statement, Strategy

__all__ = ["strategies"]

_TRACK: Final = STAGES[:-1]
_LABEL: Final = 14
_ROOMY: Final = 80


def strategies(told: Sequence[Strategy], names: Names, question: Question) -> Drawing:
    """Return what companies were set on, on a day, each company under a heading."""
    return Drawing(lambda width: _lines(told, names, question, width))


def _lines(
    told: Sequence[Strategy], names: Names, question: Question, width: int
) -> Iterator[Line]:
    yield Text.assemble(" ", asked(question))
    if not told:
        yield Text()
        yield Text(" Nothing is known of what they were set on.")
    for each in told:
        yield Text()
        yield heading(Text.assemble(" ", painted(who(names, each.company))), width)
        if each.members:
            members = say("with", who(names, *(member.entity for member in each.members)))
            yield from _indented([painted(members, "dim")], width)
        yield from _labelled("set on", [_theme(one, each, names) for one in each.themes], width)
        money = [_commitment(one, each, names, question) for one in each.commitments]
        yield from _labelled("committed", money, width)
        yield from _labelled("spent", [_spent(one, each, names) for one in each.spending], width)
        yield from _programmes(each.programmes, names, width)
        yield from _holdings(each.holdings, names, width)


def _indented(texts: list[Text], width: int) -> Iterator[Line]:
    for text in texts:
        yield from (Text.assemble("   ", line) for line in wrapped(text, width - 3))


def _labelled(label: str, items: list[list[Text]], width: int) -> Iterator[Line]:
    """Lay out items with their label beside the first of them."""
    for at, item in enumerate(items):
        name = Text(f"   {label}" if at == 0 else "", "dim")
        lines = [line for text in item for line in wrapped(text, width - _LABEL)]
        yield from columns([([name], _LABEL), (lines, width - _LABEL)])


def _theme(told: Open[StrategyStated], strategy: Strategy, names: Names) -> list[Text]:
    said = say(term(told.fact.theme), _by_whom(told, strategy, names))
    return [_sure(told, painted(said)).append(f"  {happened(told.source)}", "dim")]


def _commitment(
    told: Open[CommitmentMade], strategy: Strategy, names: Names, question: Question
) -> list[Text]:
    fact = told.fact
    size = (figure(amount(fact.amount)), "to") if fact.amount is not None else None
    period = over(fact.period) if fact.period is not None else None
    said = say(size, term(fact.purpose), period, _by_whom(told, strategy, names))
    lines = [_sure(told, painted(said))]
    if fact.period is not None and (far := progress(fact.period, question.on)) is not None:
        lines.append(far)
    return lines


def _spent(told: Open[SpendingReported], strategy: Strategy, names: Names) -> list[Text]:
    fact = told.fact
    period = over(fact.period) if fact.period is not None else None
    said = say(figure(amount(fact.amount)), "on", term(fact.purpose), period,
               _by_whom(told, strategy, names))  # fmt: skip
    return [_sure(told, painted(said))]


def _by_whom(told: Open[Statement], strategy: Strategy, names: Names) -> Word:
    """Name whoever it was, where that is a company under control and not the head itself."""
    return ("(", who(names, told.by), ")") if told.by != strategy.company else None


def _sure(told: Open[Statement], text: Text) -> Text:
    return text.append("  possibly", "yellow") if told.certainty == "possible" else text


def _programmes(told: Sequence[Programme], names: Names, width: int) -> Iterator[Line]:
    """Draw each programme with a track of the stages, as far as it had come."""
    if not told:
        return
    yield Text("   programmes", "dim")
    longest = max(len(names(each.programme)) for each in told)
    name_width = min(longest, 34 if width >= _ROOMY else 22)
    for each in sorted(told, key=lambda each: (-_reached(each.stage), each.programme)):
        color = "red" if each.stage == "cancelled" else "green"
        stage = Text.assemble((phrase(each.stage), color), (f"  {happened(each.since)}", "dim"))
        for other in each.possibly:
            stage.append("  possibly ", "yellow").append(phrase(other))
        yield from columns([
            ([Text.assemble("   ", possibly(each.certainty))], 5),
            (wrapped(painted(who(names, each.programme)), name_width), name_width + 2),
            ([_track(each.stage)], len(_TRACK) + 2),
            (wrapped(stage, width - name_width - 17), 0),
        ])  # fmt: skip


def _reached(stage: str) -> int:
    return _TRACK.index(stage) + 1 if stage in _TRACK else 0


def _track(stage: str) -> Text:
    """Draw the stages up to the one reached, and those that lie ahead."""
    if stage not in _TRACK:
        return Text("×" * len(_TRACK), "red")
    done = _reached(stage)
    return Text.assemble(
        ("■" * (done - 1), "dim magenta"), ("■", "bold bright_magenta"),
        ("·" * (len(_TRACK) - done), "bright_black"),
    )  # fmt: skip


def _holdings(told: Sequence[GroupStake], names: Names, width: int) -> Iterator[Line]:
    """Draw what was held, by the segments of the companies held."""
    by_segment: dict[str, list[GroupStake]] = {}
    for each in told:
        for segment in names.segments(each.company) or ("",):
            by_segment.setdefault(segment, []).append(each)
    like = Layout.of(group_rows(told, names), width - 2)
    for segment, several in sorted(by_segment.items(), key=lambda each: (not each[0], each[0])):
        title = Text("   held", "dim")
        yield title.append(" in ").append(phrase(segment), "italic") if segment else title
        yield from table(group_rows(several, names), width, like, indent=2)
