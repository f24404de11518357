"""Write answers as the JSON that the commands promise: names and order are fixed.

Decimals are strings, dates are EDTF, percentages plain decimals without a sign.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from timeline import dates
from timeline.clock import stamp
from timeline.facts.codec import encode
from timeline.facts.fact import plain_name
from timeline.facts.references import entities
from timeline.show.printing import pieces
from timeline.views.chronicle import when
from timeline.views.strategies import months

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from timeline.errors import Problem
    from timeline.facts.entry import Commit
    from timeline.facts.strategy import CommitmentMade
    from timeline.show.names import Names
    from timeline.views.chronicle import Told
    from timeline.views.control import Controlled
    from timeline.views.deals import Deal
    from timeline.views.evidence import Source
    from timeline.views.groups import GroupStake
    from timeline.views.held import Held
    from timeline.views.in_force import InForce, LeftOut
    from timeline.views.level import Level
    from timeline.views.lookthrough import EconomicStake
    from timeline.views.question import Question, Span
    from timeline.views.strategies import Open, Programme, Statement, Strategy

__all__ = [
    "bound",
    "commits",
    "control",
    "deal",
    "decimal",
    "dumps",
    "economic_stake",
    "event",
    "group_stake",
    "left_out",
    "level",
    "problem",
    "programme",
    "resolved",
    "span",
    "stake",
    "strategy",
]

_PLACES = 12
_LONGEST = 2000  # bits of a denominator


def dumps(document: dict[str, Any]) -> str:
    """Write one document, with the version of its shape first."""
    return "".join(pieces(document))


def resolved(question: Question, commit: Commit | None) -> dict[str, Any]:
    """Say which clocks were used: the day, what was public, and up to which commit."""
    return {
        "on": question.on.isoformat(),
        "known": question.known.isoformat() if question.known else None,
        "recorded": {
            "commit": commit.number if commit else None,
            "at": stamp(commit.at) if commit else None,
            "head": commit.head if commit else None,
        },
    }


def problem(each: Problem) -> dict[str, Any]:
    """Write a problem of the data."""
    names = ("rule", "severity", "file", "line", "fact", "message", "hint")
    return {name: getattr(each, name) for name in names}


def commits(several: Iterable[Commit]) -> list[dict[str, Any]]:
    """Write commits, the first one first."""
    return [
        {"commit": each.number, "at": stamp(each.at), "message": each.message,
         "events": each.events, "head": each.head}
        for each in several
    ]  # fmt: skip


def span(days: Span) -> str:
    """Write a span of days as EDTF; what is open stays open."""
    first = None if days.earliest == date.min else days.earliest
    last = None if days.latest == date.max else days.latest
    return str(dates.between(first, last))


def bound(day: date) -> str | None:
    """Write an end of a span; an open one is null."""
    return None if day in {date.min, date.max} else day.isoformat()


def event(told: Told, names: Names) -> dict[str, Any]:
    """Write a fact of the timeline."""
    from timeline.show.sentences import headline

    return {
        "id": told.id,
        "type": told.fact.TYPE,
        "occurred": str(told.when),
        "earliest": bound(told.span.earliest),
        "latest": bound(told.span.latest),
        "published": span(told.public),
        "position": told.recorded.position,
        "commit": told.recorded.commit,
        "headline": headline(told.fact, names),
        "entities": [{"role": role, "id": name} for role, name in entities(told.fact)],
        "payload": json.loads(encode(told.fact)),
        "standing": told.standing,
        "certainty": told.certainty,
        "recorded": stamp(told.recorded.at),
        "file": told.recorded.file,
        "line": told.recorded.line,
        "sources": [_source(each) for each in told.sources],
        "superseded_by": told.superseded_by,
    }


def _source(each: Source) -> dict[str, Any]:
    return {
        "document": each.citation.document,
        "quote": each.citation.quote,
        "verified": each.verified,
    }


def decimal(value: Fraction | None, *, up: bool = False) -> str | None:
    """Write an exact value; one that no decimal ends is rounded outwards at 12 places."""
    if value is None:
        return None
    scaled = value * 10**_PLACES
    whole = -((-scaled.numerator) // scaled.denominator) if up else scaled // 1
    digits = f"{int(whole):0{_PLACES + 1}d}"
    return f"{digits[:-_PLACES]}.{digits[-_PLACES:]}".rstrip("0").rstrip(".")


def level(of: Level, unit: str) -> dict[str, Any]:
    """Write the bounds of a level."""
    return {
        "low": decimal(of.low),
        "high": decimal(of.high, up=True),
        "low_open": of.low_open,
        "high_open": of.high_open,
        "fraction": _fraction(of.low, unit) if of.exact else None,
    }


def _fraction(value: Fraction, unit: str) -> str | None:
    """Write the part of the whole that no decimal ends; one too long to read is left out."""
    part = value / 100 if unit == "percent" else value
    if (value * 10**_PLACES).denominator == 1 or part.denominator.bit_length() > _LONGEST:
        return None
    return str(part)


def stake(held: Held, asked: str | None = None) -> dict[str, Any]:
    """Write a direct holding: that of the one asked for, or of the first of its holders."""
    sources, holders = held.sources, held.key.holders
    return {
        "holder": asked if asked in holders else holders[0],
        "holders": list(held.key.holders),
        "company": held.key.company,
        "interest": held.key.interest,
        "class": held.key.class_ or None,
        "unit": held.key.unit,
        **level(held.level, held.key.unit),
        "since": str(when(held.since.source)) if held.since else None,
        "last_asserted": _asserted(held),
        "certainty": held.certainty,
        "exists": held.exists,
        "basis": held.basis,
        "disputed": held.disputed,
        "standing": _standing(sources),
        "public": _public(sources),
        "paths": [],
        "facts": _ids(sources),
    }


def _asserted(held: Held) -> str | None:
    if held.asserted is None:
        return None
    if isinstance(held.asserted, date):
        return held.asserted.isoformat()
    return str(when(held.asserted.source))


def group_stake(row: GroupStake) -> dict[str, Any]:
    """Write what a group holds together of one company, with the paths."""
    helds = [each.held for each in row.paths]
    sources = [source for each in helds for source in each.sources]
    one = stake(helds[0]) if len(helds) == 1 else None
    return {
        "holder": row.holder,
        "holders": [row.holder],
        "company": row.company,
        "interest": row.interest,
        "class": row.class_ or None,
        "unit": row.unit,
        **level(row.level, row.unit),
        "since": one["since"] if one else None,
        "last_asserted": one["last_asserted"] if one else None,
        "certainty": row.certainty,
        "exists": row.exists,
        "basis": one["basis"] if one else "group",
        "disputed": any(each.disputed for each in helds),
        "standing": _standing(sources),
        "public": _public(sources),
        "paths": [
            {
                "through": list(each.through),
                "low": decimal(each.held.level.low),
                "high": decimal(each.held.level.high, up=True),
                "facts": _ids(
                    [claim.source for held in each.member.controls for claim in held.claims]
                    + each.held.sources
                ),
            }
            for each in row.paths
        ],
        "facts": _ids(sources),
    }


def economic_stake(row: EconomicStake) -> dict[str, Any]:
    """Write what comes to a holder of one company by all ways together, with the ways."""
    sources, direct = row.sources, row.direct
    one = stake(direct) if direct else None
    return {
        "holder": row.holder,
        "holders": [row.holder],
        "company": row.company,
        "interest": "economic",
        "class": None,
        "unit": "percent",
        **level(row.level, "percent"),
        "since": one["since"] if one else None,
        "last_asserted": one["last_asserted"] if one else None,
        "certainty": row.certainty,
        "exists": row.exists,
        "basis": one["basis"] if one else "look-through",
        "disputed": row.disputed,
        "standing": _standing(sources),
        "public": _public(sources),
        "paths": [
            {
                "through": list(each.through),
                "low": decimal(each.low),
                "high": decimal(each.high, up=True),
                "facts": _ids(each.sources),
            }
            for each in row.paths
        ],
        "facts": _ids(sources),
    }


def _ids(sources: Iterable[InForce]) -> list[str]:
    return sorted({each.id for each in sources})


def _standing(sources: Sequence[InForce]) -> str:
    """Return how firm an answer is: as its least firm fact."""
    from timeline.facts.fact import STANDINGS

    return min((each.standing for each in sources), key=STANDINGS.index)


def _public(sources: Sequence[InForce]) -> str:
    """Return when an answer became public: when the last of its facts did."""
    from timeline.views.question import Span

    return span(
        Span(
            max(each.public.earliest for each in sources),
            max(each.public.latest for each in sources),
        )
    )


def control(each: Controlled) -> dict[str, Any]:
    """Write who controls a company."""
    return {
        "holder": each.holder,
        "company": each.company,
        "certainty": each.certainty,
        "facts": _ids(claim.source for claim in each.claims),
    }


def left_out(each: LeftOut) -> dict[str, Any]:
    """Write a fact that no answer may use, and which clock keeps it out."""
    return {"id": each.id, "clock": each.clock, "why": each.why}


def _stated(each: Open[Statement], fields: tuple[str, ...]) -> dict[str, Any]:
    """Write the fields of a statement, with the fact behind it."""
    from timeline.facts.strategy import CommitmentMade

    fact = each.fact
    return {
        **{plain_name(name): _text(getattr(fact, name)) for name in fields},
        "by": list(fact.by) if isinstance(fact, CommitmentMade) else [each.by],
        "since": str(when(each.source)),
        "certainty": each.certainty,
        "standing": each.source.standing,
        "facts": [each.source.id],
    }


def _committed(each: Open[CommitmentMade], on: date) -> dict[str, Any]:
    """Write a commitment, and how far in it was on a day: months, where its ends are told."""
    far = months(each.fact.period, on) if each.fact.period is not None else None
    low, high, whole = far or (None, None, None)
    told = _stated(each, ("amount", "purpose", "period"))
    return {**told, "months": whole, "elapsed_low": low, "elapsed_high": high}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def strategy(each: Strategy, names: Names, on: date) -> dict[str, Any]:
    """Write what a company was set on, on a day."""
    holdings = [group_stake(row) for row in each.holdings]
    segments: dict[str, list[str]] = {}
    for row in each.holdings:
        entity = names.entities.get(row.company)
        for segment in entity.segments if entity else ():
            segments.setdefault(segment, []).append(row.company)
    return {
        "company": each.company,
        "members": [
            {"entity": one.entity, "through": list(one.through), "certainty": one.certainty}
            for one in each.members
        ],
        "themes": [_stated(one, ("theme", "what")) for one in each.themes],
        "commitments": [_committed(one, on) for one in each.commitments],
        "spending": [_stated(one, ("amount", "purpose", "period")) for one in each.spending],
        "programmes": [programme(one) for one in each.programmes],
        "holdings": holdings,
        "segments": {name: sorted(each) for name, each in sorted(segments.items())},
    }


def programme(one: Programme) -> dict[str, Any]:
    """Write a programme with the stage that it had reached."""
    return {
        "programme": one.programme,
        "owner": one.owner,
        "stage": one.stage,
        "possibly": list(one.possibly),
        "since": str(when(one.since)),
        "certainty": one.certainty,
        "standing": one.since.standing,
        "facts": _ids(one.facts),
    }


def deal(each: Deal) -> dict[str, Any]:
    """Write a deal with its state, parties and terms."""
    names = ("price", "amount", "stake", "ratio", "contingent", "deadline")
    told = {name: getattr(each.terms, name) for name in names}
    return {
        "deal": each.deal,
        "kind": each.terms.kind,
        "parties": [{"entity": party.entity, "role": party.role} for party in each.terms.parties],
        "state": each.state,
        "possibly": list(each.possibly),
        "certainty": each.certainty,
        "since": str(when(each.since)),
        "terms": {name: str(value) for name, value in told.items() if value is not None},
        "terms_possibly": {
            name: [str(one) for one in several if one is not None]
            for name, several in each.terms_possibly
            if name in names
        },
        "facts": _ids(each.facts),
    }
