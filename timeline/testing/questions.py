"""Choose what a view is asked when it is checked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import evolve

from timeline.testing.given import FIRST_COMMIT
from timeline.views.question import Question
from timeline.views.replaying import spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.testing.given import Given

__all__ = ["few", "questions"]

_MOST_DAYS = 12
_DAY = timedelta(days=1)


def questions(facts: Given) -> Iterator[Question]:
    """Give questions of the days around each fact, by all that is known and by what was then."""
    ends = {end for span in spans(facts.log).values() for end in (span.earliest, span.latest)}
    inner = sorted(each for each in ends if date.min + _DAY < each < date.max - _DAY)
    thinned = inner[:: max(1, len(inner) // _MOST_DAYS)] or [FIRST_COMMIT.date()]
    last = max((each.commit for each in facts.log), default=0)
    for end in thinned:
        for day in (end - _DAY, end):
            asked = Question(on=day, known=facts.at_known, recorded=facts.at_commit)
            yield asked
            yield evolve(asked, known=end)
            yield evolve(asked, recorded=last - 1 if last else None)


def few(several: Sequence[Question]) -> list[Question]:
    """Return a few of the questions: of the first day, and of the last by more and by less."""
    return list(dict.fromkeys([several[0], *several[-3:-1]]))
