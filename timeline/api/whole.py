"""Answer who held what in a whole large market, part by part: no more than a part is ever held."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from timeline.api.parts import Reach, is_large
from timeline.api.spreading import spread
from timeline.show import data
from timeline.views import ownership
from timeline.views.filing import Filing
from timeline.views.knowledge import Knowledge
from timeline.views.question import Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from timeline.facts.entry import Commit, Recorded
    from timeline.store.held import Held
    from timeline.store.log import Log

    Part = tuple[list[Recorded], list[str], Question]

__all__ = ["Rows", "owned"]

Rows = dict[str, list[dict[str, Any]]]
"""What is held and who controls whom, as `own` writes it."""

_COMPANIES = 200  # that are composed at one go


def owned(  # noqa: PLR0913 - three clocks, and how it is asked
    log: Log, commits: Iterable[Commit], commit: Commit | None, *, on: date, known: date | None,
    zeros: bool = False, workers: int = 1,
) -> Rows | None:  # fmt: skip
    """Return every stake and control as `own` writes them: by company, of a large log.

    None where the log, of which these are the `commits`, is small or an older
    program's: then it is read whole. So many `workers` compose; see `spread`.
    """
    if commit is None or not is_large(commits, commit):
        return None
    question = Question(on=on, known=known, recorded=commit.number)
    with log.held() as held:
        if held is None:
            return None
        found: Rows = {"stakes": [], "controls": [], "problems": []}
        work = partial(_rows, zeros=zeros)
        for part in spread(work, _parts(held, commit, question), workers):
            for name, rows in part.items():
                found[name] += rows
        return found


def _parts(held: Held, commit: Commit, question: Question) -> Iterator[Part]:
    """Give companies, some at a time, with all on which what is held of them rests."""
    companies = held.companies(until=commit.number)
    for at in range(0, len(companies), _COMPANIES):
        held.forget()
        reach, several = Reach(held, commit), companies[at : at + _COMPANIES]
        reach.about(several)
        yield reach.loaded(), several, question


def _rows(
    events: Sequence[Recorded], names: Sequence[str], question: Question, *, zeros: bool
) -> Rows:
    """Compose companies from events that hold all on which they rest."""
    found = ownership.owned(Knowledge(Filing().all(events), question), names)
    told = [each for each in found.held if zeros or not each.level.is_none]
    return {
        "stakes": [data.stake(each) for each in told],
        "controls": [data.control(each) for each in found.controls],
    }
