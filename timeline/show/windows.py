"""Tell what a window changed: what was so before it, what happened, what differs after it."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import evolve
from rich.text import Text

from timeline.facts.market import PriceMoved
from timeline.show import data
from timeline.show.answers import known_by, least_vague
from timeline.show.changes import answered, question, said, title
from timeline.show.holdings import stakes
from timeline.show.layout import Drawing, columns, heading, indented, wrapped
from timeline.show.paint import headline_text, painted
from timeline.show.pieces import who
from timeline.show.timeline import timeline
from timeline.show.words import amount, on_day, plural, safe, when
from timeline.views.control import Controlled
from timeline.views.deals import Deal
from timeline.views.held import Held
from timeline.views.strategies import Programme
from timeline.views.trading import of_series

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from timeline.show.layout import Line
    from timeline.show.names import Names
    from timeline.views.asked import Answer
    from timeline.views.chronicle import Told
    from timeline.views.question import Question
    from timeline.views.state import Change, State
    from timeline.views.window import Between

__all__ = ["changed", "changed_json", "state_json", "window", "window_json"]

R = TypeVar("R", Held, Controlled, Programme, Deal)
_NAMES = {"own": "changes", "control": "controls", "programme": "programmes", "deal": "deals"}
_MOST = 44
_DAY_WIDTH = 18
_NOTHING = Drawing(lambda _: [Text(" Nothing is known to have happened.")])


# As JSON


def window_json(between: Between, names: Names) -> dict[str, Any]:
    """Write a window: both complete states, what happened, and what differs."""
    return {
        "from": between.first.isoformat(),
        "to": between.last.isoformat(),
        "opening": state_json(between.opening),
        "events": [data.event(each, names) for each in between.events],
        "closing": state_json(between.closing),
        **changed_json(between.changes),
    }


def changed_json(changes: Sequence[Change]) -> dict[str, Any]:
    """Write what differs between two states, by what it is of."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in _NAMES.values()}
    for each in changes:
        told = [answered(one) for one in (each.before, each.after)]
        facts = {name for one in told if isinstance(one, dict) for name in one["facts"]}
        found[_NAMES[each.asked.kind]].append(
            {**question(each.asked), "before": told[0], "after": told[1], "facts": sorted(facts)}
        )
    for several in (found["changes"], found["controls"]):
        several.sort(key=itemgetter("company"))
    return found


def _by_company(row: Held | Controlled) -> str:
    """Sort rows as `own` does; those of one company are in their order already."""
    return row.key.company if isinstance(row, Held) else row.company


def state_json(state: State) -> dict[str, Any]:
    """Write all that was so on a day."""
    return {
        "on": state.on.isoformat(),
        "stakes": [data.stake(each) for each in sorted(_rows(state, Held), key=_by_company)],
        "controls": [
            data.control(each) for each in sorted(_rows(state, Controlled), key=_by_company)
        ],
        "programmes": [data.programme(each) for each in _rows(state, Programme)],
        "deals": [data.deal(each) for each in _rows(state, Deal)],
    }


def _rows(state: State, kind: type[R]) -> list[R]:
    """Return the rows of a state that are of one kind."""
    every = (row for answer in state.answers.values() for row in answer.rows)
    return [row for row in every if isinstance(row, kind)]


# As text


def window(between: Between, names: Names, asked: Question) -> list[Any]:
    """Return a window as drawings: its opening, the timeline of it, and what differs after it."""
    opening, names = between.opening, _naming(between, names)
    held = [each for each in _rows(opening, Held) if not each.level.is_none]
    news = [each for each in between.events if not of_series(each.fact)]
    sure = [each for each in news if each.certainty == "definite"]
    days = f"From {on_day(between.first)} to {on_day(between.last)}"
    return [
        Drawing(lambda width: indented(Text.assemble((days, "bold"), known_by(asked)), width)),
        Text(),
        stakes(held, _rows(opening, Controlled), names, evolve(asked, on=opening.on)),
        Drawing(lambda width: _others(opening, names, width)),
        Drawing(lambda width: _section("What happened", width)),
        *([timeline(sure, names)] if sure else [_NOTHING]),
        Drawing(lambda width: _may_have(between.events, names, width)),
        Drawing(lambda width: _prices(between.events, names, width)),
        Drawing(lambda width: _differs(between, names, width)),
    ]


def _naming(between: Between, names: Names) -> Names:
    """Return names that know the facts of a window, for sentences about other facts."""
    return evolve(names, facts={each.id: each.fact for each in between.events} | {**names.facts})


def changed(changes: Sequence[Change], names: Names, sides: Sequence[Question]) -> Drawing:
    """Return what differs between two states, under the clocks of both."""
    return Drawing(lambda width: _changed(changes, names, sides, width))


def _changed(
    changes: Sequence[Change], names: Names, sides: Sequence[Question], width: int
) -> Iterator[Line]:
    for each, words in zip(sides, ("From", "To"), strict=True):
        told = Text.assemble((f"{words:<5}", "dim"), (on_day(each.on), "bold"), known_by(each))
        yield from indented(told, width)
    yield Text()
    yield from _rows_of_changes(changes, names, width)


def _may_have(events: Sequence[Told], names: Names, width: int) -> Iterator[Line]:
    """List what may lie within, or outside: the least vague first."""
    news = (each for each in events if not of_series(each.fact))
    unsure = [each for each in news if each.certainty == "possible"]
    if unsure:
        yield from _section("What may have happened then", width)
    shown, more = least_vague(unsure, lambda each: each.span)
    for each in shown:
        rumoured = "dim" if each.standing == "rumoured" else ""
        words = Text(style=rumoured).append_text(headline_text(each.fact, names))
        yield from columns([
            ([Text(" ?", "yellow")], 3),
            (wrapped(Text(when(each.when), "dim"), _DAY_WIDTH), _DAY_WIDTH + 2),
            (wrapped(words, width - _DAY_WIDTH - 5), 0),
        ])  # fmt: skip
    yield from more


def _prices(events: Sequence[Told], names: Names, width: int) -> Iterator[Line]:
    """Say of each trading line between which closes it went, in place of every day of it."""
    by_line: dict[tuple[str, str], list[PriceMoved]] = {}
    for each in events:
        fact = each.fact
        if of_series(fact) and isinstance(fact, PriceMoved) and fact.line is not None:
            by_line.setdefault((fact.company, fact.line), []).append(fact)
    if by_line:
        yield from _section("Closes, from the first to the last", width)
    for (company, line), several in sorted(by_line.items()):
        name = Text.assemble(painted(who(names, company)), f"  {safe(line)}")
        ends = [Text(amount(one.close), "bold yellow") for one in several if one.close]
        words = Text(" → ", "dim").join([ends[0], ends[-1]])
        days = plural(len(several), "trading day")
        yield from _row(name, words.append(f"  {days}", "dim"), width)


def _differs(between: Between, names: Names, width: int) -> Iterator[Line]:
    yield from _section(f"What differs at the end of {on_day(between.last)}", width)
    yield from _rows_of_changes(between.changes, names, width)
    same = len({*between.opening.answers, *between.closing.answers}) - len(between.changes)
    if same:
        yield Text()
        yield Text(f" {plural(same, 'answer')} as at the opening.", "dim")


def _section(words: str, width: int) -> Iterator[Line]:
    yield Text()
    yield heading(Text(f" {words}", "bold"), width)


def _rows_of_changes(changes: Sequence[Change], names: Names, width: int) -> Iterator[Line]:
    if not changes:
        yield Text(" Nothing differs.")
    for each in changes:
        words = Text.assemble(said(each.before), (" → ", "dim"), said(each.after))
        yield from _row(painted(title(each.asked, names)), words, width)


def _others(state: State, names: Names, width: int) -> Iterator[Line]:
    """List the programmes and the deals of a state, each in a few words."""
    for kind, words in (("programme", "Programmes"), ("deal", "Deals")):
        answers: Iterable[tuple[Any, Answer]] = [
            (asked, answer) for asked, answer in state.answers.items() if asked.kind == kind
        ]
        if answers:
            yield from _section(words, width)
        for asked, answer in answers:
            yield from _row(painted(title(asked, names)), said(answer), width)


def _row(name: Text, words: Text, width: int) -> list[Line]:
    """Put what something is of beside what is said of it."""
    room = min(_MOST, width // 2)
    return columns([
        ([Text()], 3),
        (wrapped(name, room), room + 2),
        (wrapped(words, width - room - 5), 0),
    ])  # fmt: skip
