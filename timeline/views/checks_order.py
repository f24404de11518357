"""Find what cannot have come in the order that its days tell."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from timeline.facts.claims import StatementEnded
from timeline.facts.companies import CompanyDelisted, CompanyListed
from timeline.facts.deals import AgreementEnded, AgreementMade, DealMoved
from timeline.facts.ownership import ControlEnded
from timeline.facts.strategy import STAGES, CommitmentMade, ProgrammeMoved
from timeline.views.finding import Finding, days, found, several
from timeline.views.in_force import InForce
from timeline.views.preceding import Preceding
from timeline.views.standing import comes_after

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from timeline.views.books import Books

__all__ = ["end_before_start", "impossible_step", "is_before", "told_before"]

_EARLY = frozenset({"rumoured", "in-development", "taped-out"})

STAGES_AFTER: Mapping[str, frozenset[str]] = {
    "in-production": frozenset(STAGES) - _EARLY,
    "launched": frozenset(STAGES) - _EARLY - {"announced"},
    "deployed": frozenset(STAGES) - _EARLY,
    "cancelled": frozenset({"announced"}),
}
"""The stages that a programme may go on to from a stage; from one not named, to any.

Stages may be skipped. A design goes back for another turn (taped out, tested,
in development again) until it is made; from then on there is no way back to
its development, nor to a rumour. Customers test what is launched, and what was
deployed at home is announced later; what was launched has been announced. A
cancelled programme goes on only if it is announced anew.
"""

STATES_AFTER: Mapping[str, frozenset[str]] = {
    "completed": frozenset({"in-dispute", "settled", "terminated", "blocked"}),
    "terminated": frozenset({"rumoured", "announced", "in-dispute", "settled"}),
    "blocked": frozenset({"announced", "amended", "filed", "in-dispute", "settled", "cleared",
                          "terminated"}),
    "denied": frozenset({"rumoured", "announced", "in-dispute", "settled", "terminated"}),
}  # fmt: skip
"""The states that a deal may go on to from a state; from one not named, to any.

States may be skipped, and a dispute can be settled and the deal go on. A
completed deal can be disputed, settled, unwound (terminated) or blocked after
the fact; a terminated or denied one can be taken up again, which is announced;
a blocked one has to be cleared, settled or changed before it can be completed.
"""


def impossible_step(books: Books) -> Iterator[Finding]:
    """Report a programme or a deal that goes where it cannot go from where it was."""
    moves: dict[tuple[str, str], list[InForce]] = defaultdict(list)
    for each in books.facts:
        if isinstance(each.fact, ProgrammeMoved):
            moves["programme", each.fact.programme].append(each)
        elif isinstance(each.fact, DealMoved):
            moves["deal", each.fact.deal].append(each)
    for (_, name), several_ in moves.items():
        preceding, announced = Preceding(several_), _first_announced(several_)
        for each in several_:
            before = preceding.of(each)
            if before and not any(_may_follow(other, each, announced) for other in before):
                yield _impossible(name, before, each)


def _first_announced(moves: Iterable[InForce]) -> dict[object, InForce]:
    """Return the announcement that is over first, and of each day the first in its order."""
    found: dict[object, InForce] = {}
    for each in moves:
        if _state(each) != "announced":
            continue
        if each.span.latest < found.setdefault("", each).span.latest:
            found[""] = each
        if each.order is not None and each.order < (found.setdefault(each.span, each).order or 0):
            found[each.span] = each
    return found


def _may_follow(earlier: InForce, later: InForce, announced: Mapping[object, InForce]) -> bool:
    """Tell whether a step is allowed; a deal's end before its start is another rule's."""
    here, there = _state(earlier), _state(later)
    if (here, there) == ("completed", "announced"):
        first = (announced[place] for place in ("", later.span) if place in announced)
        return not any(is_before(each, later) for each in first)
    after = STAGES_AFTER if isinstance(later.fact, ProgrammeMoved) else STATES_AFTER
    return here == there or here not in after or there in after[here]


def _impossible(name: str, before: list[InForce], each: InForce) -> Finding:
    was = several(dict.fromkeys(_state(other) for other in before))
    when = " and ".join(days(other) for other in before)
    return found(
        "impossible-step", each,
        f"“{name}” was {was} on {when}, and cannot be “{_state(each)}” on {days(each)}",
        "mend the day or the step; what begins again is announced first",
        field="stage" if isinstance(each.fact, ProgrammeMoved) else "state", among=before,
    )  # fmt: skip


def _state(source: InForce) -> str:
    fact = source.fact
    if isinstance(fact, ProgrammeMoved):
        return fact.stage
    return fact.state if isinstance(fact, DealMoved) else ""


# An end before its start


def end_before_start(books: Books) -> Iterator[Finding]:
    """Report what ended before it began: control, a statement, an agreement, a deal, a company."""
    for several_ in books.controls.values():
        starts = [each.source for each in several_ if each.controls]
        ends = [each.source for each in several_ if isinstance(each.source.fact, ControlEnded)]
        yield from _ended(starts, ends)
    yield from _statements(books)
    yield from _terms(books)
    starts_by, ends_by = _starts_and_ends(books)
    for name, ends in ends_by.items():
        yield from _ended(starts_by.get(name, []), ends)


def _ended(starts: list[InForce], ends: list[InForce]) -> Iterator[Finding]:
    """Report each end that is definitely before every start there is."""
    ordered = sorted(starts, key=lambda each: (each.span.earliest, each.span.latest, each.id))
    for end in ends if ordered else ():
        if all(is_before(end, start) for start in ordered):
            yield _early(end, ordered[0])


def _early(end: InForce, start: InForce) -> Finding:
    return found(
        "end-before-start", end,
        f"it ended on {days(end)}, and began on {days(start)} (“{start.id}”)",
        "mend one of the days; if it had begun before, add that too",
        field="occurred", among=[start],
    )  # fmt: skip


def is_before(one: InForce, other: InForce) -> bool:
    """Tell whether one fact was surely before another."""
    return one.span.latest < other.span.earliest or comes_after(other, one)


def _statements(books: Books) -> Iterator[Finding]:
    for each in books.facts:
        if isinstance(each.fact, StatementEnded):
            of = books.knowledge.fact(each.fact.of)
            if isinstance(of, InForce) and is_before(each, of):
                yield _early(each, of)


def _terms(books: Books) -> Iterator[Finding]:
    """Report what is committed for a time that was over, or announced with a deadline gone by."""
    for each in books.facts:
        fact = each.fact
        until, what = None, ""
        if isinstance(fact, CommitmentMade):
            until, what = fact.period, "period"
        elif isinstance(fact, DealMoved) and fact.state == "announced":
            until, what = fact.deadline, "deadline"
        if until is not None and until.latest is not None and until.latest < each.span.earliest:
            yield found(
                "end-before-start", each,
                f"its {what} {until} was over before {days(each)}", "mend one of the days",
                field=what,
            )  # fmt: skip


def _starts_and_ends(
    books: Books,
) -> tuple[dict[tuple[str, ...], list[InForce]], dict[tuple[str, ...], list[InForce]]]:
    """Sort what begins and what ends something under what it is."""
    starts: dict[tuple[str, ...], list[InForce]] = defaultdict(list)
    ends: dict[tuple[str, ...], list[InForce]] = defaultdict(list)
    for each in books.facts:
        fact = each.fact
        if isinstance(fact, AgreementMade):
            starts["agreement", fact.agreement].append(each)
        elif isinstance(fact, AgreementEnded):
            ends["agreement", fact.agreement].append(each)
        elif isinstance(fact, CompanyListed):
            starts["line", fact.company, fact.line or ""].append(each)
        elif isinstance(fact, CompanyDelisted):
            ends["line", fact.company, fact.line or ""].append(each)
        elif isinstance(fact, DealMoved) and fact.state in {"announced", "completed"}:
            (starts if fact.state == "announced" else ends)["deal", fact.deal].append(each)
    for name, several_ in books.founded.items():
        starts["company", name] += several_
    for name, several_ in books.ended.items():
        ends["company", name] += several_
    return starts, ends


# Told too early


def told_before(books: Books) -> Iterator[Finding]:
    """Report a fact told before it happened, which only what takes effect later may be."""
    for each in books.knowledge.facts():
        told = each.fact.occurred
        first = min(each.sources, key=lambda one: one.public.latest, default=None)
        if told is None or told.earliest is None or first is None or each.fact.effective:
            continue
        if told.earliest > first.public.latest:
            yield found(
                "told-before", each,
                f"it happened on {told}, and “{first.citation.document}” told it by"
                f" {first.public.latest.isoformat()}",
                "mend the day, or say effective = true where it lay ahead", field="occurred",
            )  # fmt: skip
