"""Say why an answer is not what a test expected: both answers, and the facts behind them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from timeline.errors import ValueUnreadable
from timeline.show.names import Names
from timeline.show.sentences import headline
from timeline.testing.answered import NOT_TOLD, level_of
from timeline.views.why import why_held

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.testing.answered import Stake
    from timeline.testing.then import Then
    from timeline.views.in_force import InForce
    from timeline.views.knowledge import Knowledge

__all__ = ["cited", "holding", "no_share", "places"]

_MOST = 3
_DAY = timedelta(days=1)


def holding(then: Then, asked: tuple[str, ...], company: str, of: str, expected: str) -> list[str]:
    """Say why a holding is not as expected.

    `asked` are the holders, `of` is the interest; with the day on which it would be.
    """
    stake = then.stake(asked, company, of)
    who = " and ".join(asked)
    first = f"{who} in {company} {then.clocks}: {stake}, not {expected}"
    if wrong := no_share(expected):
        return [first, wrong]
    lines = [first, *_how(stake, _also(then, asked, company, of, expected))]
    return lines + list(cited(then.knowledge, sorted(stake.facts)) or _left_out(then, who, company))


def no_share(expected: str) -> str:
    """Say why a text is no share that an answer could be; empty where it is one."""
    if expected == NOT_TOLD:
        return ""
    try:
        level_of(expected)
    except ValueUnreadable as fault:
        return f"{fault.message}: {fault.hint}" if fault.hint else fault.message
    return ""


def _how(stake: Stake, also: str) -> Iterator[str]:
    how = stake.how if stake != NOT_TOLD else ""
    if how or also:
        yield "; ".join(each for each in (how, also) if each)


def _also(then: Then, holders: tuple[str, ...], company: str, of: str, expected: str) -> str:
    """Say on which day nearest to the one asked about the answer is the one expected."""
    asked = then.knowledge.question.on
    if then.stake(holders, company, of) == expected:
        return ""
    near = sorted(_days(then.knowledge, company), key=lambda day: (abs(day - asked), day))
    for day in near:
        if then.at(day).stake(holders, company, of) == expected:
            return f"it is {expected} on {day.isoformat()}"
    return ""


def _days(knowledge: Knowledge, company: str) -> set[date]:
    ends = {
        end for each in knowledge.facts("about", company) for end in _ends(each)
        if date.min + _DAY < end < date.max - _DAY
    }  # fmt: skip
    return {day for end in ends for day in (end - _DAY, end, end + _DAY)}


def _ends(source: InForce) -> tuple[date, date]:
    return source.span.earliest, source.span.latest


def cited(knowledge: Knowledge, facts: Sequence[str]) -> list[str]:
    """Say of each fact what it tells, and where it was written; of the first few."""
    lines = []
    for name in facts[:_MOST]:
        found = knowledge.fact(name)
        if found is None:
            lines.append(f"from {name}, which is no longer there")
            continue
        told = headline(found.fact, Names(knowledge.entities))
        lines.append(f"from {name}{places(found.recorded.file, found.recorded.line)}: {told}")
    return lines + ([f"and {len(facts) - _MOST} more"] if len(facts) > _MOST else [])


def places(file: str | None, line: int | None) -> str:
    """Write where a fact was read from, if it was read from a file."""
    return f" ({file}:{line})" if file and line else ""


def _left_out(then: Then, holder: str, company: str) -> list[str]:
    """Say what is told of both that this question may not use."""
    why = why_held(holder, company, then.ownership, then.knowledge)
    if not why.left_out:
        return ["no fact tells of it"]
    return [
        f"left out: {each.id}{places(each.recorded.file, each.recorded.line)}: {each.why}"
        for each in why.left_out[:_MOST]
    ]
