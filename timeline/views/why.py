"""Answer why: the facts behind an answer, the rules that were used, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from timeline.facts.references import entities
from timeline.views.control import Controlled
from timeline.views.held import Held
from timeline.views.in_force import InForce, LeftOut

if TYPE_CHECKING:
    from datetime import date

    from timeline.views.in_force import Clock
    from timeline.views.knowledge import Knowledge
    from timeline.views.ownership import Ownership

__all__ = ["RULES", "Reason", "Why", "left_out", "why_fact", "why_held"]

RULES: dict[str, str] = {
    "change": "a change sets the level, from its day until a later claim",
    "stated": "a stated level asserts what was held on its day",
    "before-change": "a change asserts the level that it started from on the eve of its day,"
    " and possibly earlier",
    "worked-out": "a change in points gives the level from the one before it, or the one before"
    " it from the level",
    "during-change": "while the day of a change is vague, the level lies between before and after",
    "possibly-public": "a fact behind it only possibly was public, so that the level with it and"
    " the one without it are both possible",
    "changed-between": "a later assertion differs, so that something changed on an unknown day",
    "deal": "a completed deal moves the stakes that it carries; with no figure, more than half",
    "wholly-owned": "wholly owned is a stake of 100%",
    "ended": "all of the company went to another holder",
    "may-be-diluted": "after an issue of shares, a level that is not told again lies between"
    " nothing and what it was",
    "control-ended": "a stake that was told by control alone is unknown once that control ended",
    "capped": "a level that is only bounded is at most what other holders leave, and days on which"
    " they would leave too little are left out",
    "look-through": "chains are multiplied, parallel ways added, and circles solved exactly",
    "disputed": "claims of one day, or of all holders together, cannot all be true; none is left"
    " out",
    "possible-day": "the day of a fact is vague: it only possibly had happened",
    "possible-public": "the publication of a source is vague: it only possibly was public",
    "control": "control is stated, or follows from more than half of the votes or shares",
    "denied": "whom it is about denied it, and it was not confirmed since: it moves no view",
    "superseded": "a correction or retraction keeps the fact out of every answer",
}


@frozen
class Reason:
    """A fact behind an answer, and the part that it plays."""

    source: InForce
    role: str


@frozen(kw_only=True)
class Why:
    """Why an answer is what it is.

    `held` and `controls` are the answer about a holding; `rules` are keys of
    `RULES`; `left_out` holds the facts about the same that no answer may use.
    """

    rules: tuple[str, ...]
    reasons: tuple[Reason, ...]
    left_out: tuple[LeftOut, ...]
    held: tuple[Held, ...] = ()
    controls: tuple[Controlled, ...] = ()


def why_fact(name: str, knowledge: Knowledge) -> Why | LeftOut | None:
    """Return a fact with its evidence; where it is put right, what it said and what did that."""
    found = knowledge.fact(name)
    if found is None or (isinstance(found, LeftOut) and found.clock in {"recorded", "published"}):
        return found
    if isinstance(found, InForce):
        return _told(found, knowledge)
    reasons = [Reason(knowledge.regardless(found.recorded), "superseded")]
    by = knowledge.fact(found.by) if found.by else None
    if isinstance(by, InForce):
        reasons.append(Reason(by, "correction"))
    return Why(rules=("superseded",), reasons=tuple(reasons), left_out=(found,))


def _told(found: InForce, knowledge: Knowledge) -> Why:
    """Return a fact in force, and the denial that keeps it from moving anything."""
    rules, reasons = _doubts([found], knowledge), [Reason(found, "fact")]
    if found.denial is None:
        return Why(rules=rules, reasons=tuple(reasons), left_out=())
    reasons.append(Reason(found.denial, "denial"))
    return Why(rules=("denied", *rules), reasons=tuple(reasons), left_out=(_unmoving(found),))


def why_held(holder: str, company: str, ownership: Ownership, knowledge: Knowledge) -> Why:
    """Return why a holder holds what it does of a company, or controls it."""
    held = tuple(each for each in ownership.of(company) if holder in each.key.holders)
    controls = tuple(
        each for each in ownership.controls if (each.holder, each.company) == (holder, company)
    )
    behind = {
        each.source.id: Reason(each.source, "control" if controlled else "holding")
        for controlled, several in (
            (True, [claim for each in controls for claim in each.claims]),
            (False, [claim for each in held for claim in each.claims]),
        )
        for each in several
    }
    moved = [claim for row in held for claim in row.claims]
    for claim in (*moved, *(claim for row in controls for claim in row.claims)):
        for source in claim.terms:
            behind.setdefault(source.id, Reason(source, "terms"))
    for each in held:
        for role, several in (
            ("loosened", [one.source for one in each.loosened]),
            ("cap", [one for limit in each.limits for one in limit.told]),
        ):
            for source in several:
                behind.setdefault(source.id, Reason(source, role))
        if each.since is not None:
            behind.setdefault(each.since.source.id, Reason(each.since.source, "since"))
    rules = [*dict.fromkeys(rule for each in held for rule in each.rules)]
    rules += ["control"] if controls else []
    rules += ["disputed"] if any(each.disputed for each in held) else []
    rules += _doubts([each.source for each in behind.values()], knowledge)
    return Why(
        rules=tuple(rules),
        reasons=tuple(behind[name] for name in sorted(behind)),
        left_out=tuple(
            each for each in _left_out(holder, company, knowledge) if each.id not in behind
        ),
        held=held,
        controls=controls,
    )


def _doubts(sources: list[InForce], knowledge: Knowledge) -> tuple[str, ...]:
    day = knowledge.question.on
    vague = any(each.span.by(day) == "possible" for each in sources)
    unsure = any(each.certainty == "possible" for each in sources)
    return (*(("possible-day",) if vague else ()), *(("possible-public",) if unsure else ()))


def _left_out(holder: str, company: str, knowledge: Knowledge) -> tuple[LeftOut, ...]:
    """Return the facts about both that were left out, and those that are merely rumoured."""
    found = []
    for each in knowledge.weighed("about", company):
        if holder not in {name for _, name in entities(each.fact)}:
            continue
        out = left_out(each, knowledge.question.on)
        if out is not None:
            found.append(out)
    return tuple(found)


def left_out(each: InForce | LeftOut, day: date) -> LeftOut | None:
    """Say why a fact moves no view of a day; None where it does."""
    if isinstance(each, LeftOut):
        return each
    if not each.moves:
        return _unmoving(each)
    if each.span.by(day) is None:
        return _out(each, "occurred", f"happened later, on {each.span.earliest} or after")
    return None


def _unmoving(each: InForce) -> LeftOut:
    """Say why a fact in force moves no view: denied, or merely rumoured."""
    if each.denial is None:
        return _out(each, "rumoured", "merely rumoured: it moves no view")
    by = getattr(each.denial.fact, "by", None)
    return _out(each, "denied", f"denied by “{by}” ({each.denial.id}): it moves no view")


def _out(each: InForce, clock: Clock, why: str) -> LeftOut:
    return LeftOut(id=each.id, fact=each.fact, recorded=each.recorded, clock=clock, why=why)
