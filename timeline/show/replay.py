"""Draw a replay: each event, and beside it the answers that it touches, what changed in colour."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from rich.text import Text

from timeline.facts.fact import Fact
from timeline.facts.records import DocumentDescribed, EntityDescribed
from timeline.show import changes
from timeline.show.answers import asked
from timeline.show.layout import Drawing, columns, heading, wrapped
from timeline.show.names import Names
from timeline.show.paint import painted
from timeline.show.pieces import text_of
from timeline.show.told_records import told
from timeline.show.words import listed, on_day, plural, safe, when

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from timeline.show.layout import Line
    from timeline.views.asked import Answer, Asked
    from timeline.views.following import Followed
    from timeline.views.question import Question

__all__ = ["frames", "opening", "written"]

_ROOMY: Final = 80
_MOST: Final = 3
_DAY_WIDTH: Final = 16


# As JSON


def written(step: Followed, names: Names) -> dict[str, Any]:
    """Write an event with what it changes, and all that is answered of whom it touches after it."""
    event = step.recorded.event
    return {
        "position": step.recorded.position,
        "commit": step.recorded.commit,
        "id": event.id,
        "type": event.TYPE,
        "occurred": str(step.when) if step.when else None,
        "headline": text_of(told(event, names)),
        "left_out": step.left_out.why if step.left_out else None,
        "changes": [
            {
                "question": {each.kind: changes.question(each)},
                "before": changes.answered(step.before.get(each)),
                "after": changes.answered(step.after.get(each)),
            }
            for each in step.changed
        ],
        "state": [
            {"question": {each.kind: changes.question(each)}, "answer": changes.answered(answer)}
            for each, answer in sorted(step.after.items(), key=lambda pair: pair[0])
        ],
    }


# As text


def opening(question: Question) -> Drawing:
    """Return the question that is replayed."""
    return Drawing(lambda _width: [Text.assemble(" ", asked(question)), Text()])


def frames(steps: Iterable[Followed], names: Names) -> Iterator[Drawing]:
    """Give a drawing for each event; descriptions that change no answer are only counted."""
    facts: dict[str, Fact] = {}
    silent, commit = Counter[str](), 0
    step: Followed | None = None
    for step in steps:
        event = step.recorded.event
        if isinstance(event, Fact):
            facts[event.id] = event
        if isinstance(event, DocumentDescribed | EntityDescribed) and not step.changed:
            silent["document" if isinstance(event, DocumentDescribed) else "entity"] += 1
            continue
        lines = _counted(silent)
        silent.clear()
        begins, commit = commit != step.recorded.commit, step.recorded.commit
        yield _frame(step, Names(names.entities, facts), lines, begins=begins)
    last = _counted(silent) if step else [Text(" Nothing was recorded of that.")]
    if last:
        yield Drawing(lambda _width: last)


def _commit(step: Followed) -> Text:
    """Return the heading above what one commit recorded."""
    at = on_day(step.recorded.at.date())
    return Text.assemble(" ", (f"#{step.recorded.commit}", "bold"), (f"  recorded {at}", "dim"))


def _counted(silent: Mapping[str, int]) -> list[Line]:
    many = {"document": "documents", "entity": "entities"}
    parts = [plural(number, name, many[name]) for name, number in silent.items()]
    return [Text(f"   {listed(parts)} described", "dim")] if parts else []


def _frame(step: Followed, names: Names, before: list[Line], *, begins: bool) -> Drawing:
    """Return an event beside its answers, with what comes before it; `begins` a commit."""

    def draw(width: int) -> Iterator[Line]:
        if begins:
            yield heading(_commit(step), width)
        yield from before
        beside = width >= _ROOMY
        left = (width * 9 // 20 if beside else width) - _DAY_WIDTH - 3
        day = wrapped(Text(when(step.when) if step.when else "", "dim"), _DAY_WIDTH - 2)
        words = wrapped(painted(told(step.recorded.event, names)), left)
        event = [([Text(" ●", _mark(step))], 3), (day, _DAY_WIDTH), (words, left + 2)]
        room = width - (left + _DAY_WIDTH + 5 if beside else 5)
        state = [line for each in _state(step, names) for line in wrapped(each, room)]
        if beside:
            yield from columns([*event, (state, room)])
        else:
            yield from columns(event)
            yield from (Text.assemble("     ", line) for line in state)

    return Drawing(draw)


def _mark(step: Followed) -> str:
    return "green" if step.changed else "bright_black"


def _state(step: Followed, names: Names) -> Iterator[Text]:
    """Give what changed, in colour, then what stayed; or why nothing could change."""
    changed = step.changed
    for each in changed:
        yield Text.assemble(
            _title(each, names), "  ", changes.said(step.before.get(each)), (" → ", "dim"),
            changes.said(step.after.get(each)),
        )  # fmt: skip
    if not changed:
        why = step.left_out.why if step.left_out else "no answer changes"
        yield Text(safe(why), "dim italic")
    same = [(each, step.after[each]) for each in sorted(step.after) if each not in changed]
    for each, answer in same[:_MOST]:
        yield _stayed(each, answer, names)
    if len(same) > _MOST:
        more = plural(len(same) - _MOST, "more answer")
        yield Text(f"and {more} as before", "dim")


def _title(asked_: Asked, names: Names) -> Text:
    return painted(changes.title(asked_, names))


def _stayed(asked_: Asked, answer: Answer, names: Names) -> Text:
    text = f"{_title(asked_, names).plain}  {changes.said(answer).plain}"
    return Text(text, "dim")
