"""Derive the rows of the read models from events, by the views that are their specification.

Only what an event touches is read again: the companies, deals and programmes
whose answers may rest on it, and the facts that it puts right, dates or names.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Any

from timeline.facts import references
from timeline.facts.codec import encode
from timeline.facts.companies import CompanyFounded
from timeline.facts.deals import DealMoved
from timeline.facts.fact import Fact
from timeline.facts.records import DocumentDescribed, EntityDescribed
from timeline.facts.strategy import ProgrammeMoved
from timeline.show import data
from timeline.store.models import Models
from timeline.views.chronicle import when
from timeline.views.claims import touched
from timeline.views.filing import Filing
from timeline.views.in_force import LeftOut
from timeline.views.knowledge import Knowledge
from timeline.views.ownership import told_of
from timeline.views.question import Question
from timeline.views.spells import control_spells, deal_spells, programme_spells, spells
from timeline.views.touching import Touching

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from timeline.facts.entry import Recorded
    from timeline.views.control import Controlled
    from timeline.views.deals import Deal
    from timeline.views.held import Held
    from timeline.views.in_force import InForce
    from timeline.views.spells import Spell
    from timeline.views.strategies import Programme

    Row = tuple[Any, ...]

__all__ = ["derived"]


def derived(
    known: Sequence[Recorded], new: Sequence[Recorded], *, follows: int, anew: bool = False
) -> Models:
    """Return the rows that new events make, after those that a log holds already.

    `follows` is the last commit of those; `anew` says that no rows are there yet.
    """
    if anew:
        known, new = (), [*known, *new]
    before = Filing().all(known)
    after = before.all(new)
    then, now = (Knowledge(each, Question(on=date.max)) for each in (before, after))
    touching = Touching()
    for each in chain(known, new):
        touching.file(each)
    facts = {
        fact.position: fact
        for each in new
        for knowledge in (then, now)
        for fact in touching.facts(each, knowledge)
    }
    facts |= {each.position: each for each in _about_entities(new, then, now)}
    return Models(follows=follows, anew=anew, **_rows(now, facts.values(), new))


def _about_entities(new: Iterable[Recorded], then: Knowledge, now: Knowledge) -> Iterator[Recorded]:
    """Give the facts about entities that have, or had, an owner, who can deny what they tell."""
    for each in new:
        event = each.event
        if isinstance(event, EntityDescribed):
            before = then.entities.get(event.entity)
            if event.owner is not None or (before is not None and before.owner is not None):
                yield from now.filing.under("about", event.entity)


def _rows(
    knowledge: Knowledge, facts: Iterable[Recorded], new: Iterable[Recorded]
) -> dict[str, Any]:
    """Return whose rows are replaced, and by which."""
    several = sorted(facts, key=lambda each: each.position)
    told = [each.event for each in several if isinstance(each.event, Fact)]
    deals = sorted({each.deal for each in told if isinstance(each, DealMoved)})
    moves = [each.event for name in deals for each in knowledge.filing.under("deal", name)]
    companies = sorted({name for fact in (*told, *moves) for name in _owned(fact)})
    programmes = {each.programme for each in told if isinstance(each, ProgrammeMoved)}
    described = [each.event for each in new if isinstance(each.event, EntityDescribed)]
    programmes |= {each.entity for each in described if each.kind == "programme"}
    documents = [each.event for each in new if isinstance(each.event, DocumentDescribed)]
    told_ = [told_of(knowledge, name) for name in companies]
    of = [(each.controls, list(spells(each.composition))) for each in told_]
    weighed = [(each, knowledge.weigh(each)) for each in several]
    return {
        "names": {
            "stakes": companies,
            "controls": companies,
            "deals": deals,
            "programmes": sorted(programmes),
            "facts": [each.position for each in several],
            "citations": [each.position for each in several],
            "entities": sorted({each.entity for each in described}),
            "documents": sorted({each.document for each in documents}),
        },
        "rows": {
            "stakes": [_stake(each) for _, held in of for each in held],
            "controls": [_control(each) for one in of for each in control_spells(*one)],
            "deals": [_deal(each) for name in deals for each in deal_spells(name, knowledge)],
            "programmes": [
                _programme(each)
                for name in sorted(programmes)
                for each in programme_spells(name, _owner(name, knowledge), knowledge)
            ],
            "facts": [_fact(each, found, knowledge) for each, found in weighed],
            "citations": [
                row for each, found in weighed for row in _citations(each, found, knowledge)
            ],
            "entities": [_entity(each) for each in {one.entity: one for one in described}.values()],
            "documents": [
                _document(each) for each in {one.document: one for one in documents}.values()
            ],
        },
    }


def _owned(fact: object) -> Iterator[str]:
    """Give each company whose stakes may rest on a fact: nobody held it before it was founded."""
    yield from touched(fact)
    if isinstance(fact, CompanyFounded):
        yield fact.company


def _owner(name: str, knowledge: Knowledge) -> str:
    entity = knowledge.entities.get(name)
    return (entity and entity.owner) or ""


def _stake(spell: Spell[Held]) -> Row:
    held = spell.answer
    told = data.stake(held)
    return (
        told["company"], told["holder"], told["holders"], told["interest"], told["class"],
        told["unit"], spell.first, spell.last, Decimal(told["low"]),
        None if told["high"] is None else Decimal(told["high"]), told["low_open"],
        told["high_open"], told["certainty"], told["exists"], told["basis"], told["disputed"],
        told["since"], told["last_asserted"], told["standing"],
        max(each.public.earliest for each in held.sources),
        max(each.public.latest for each in held.sources), told["facts"],
    )  # fmt: skip


def _control(spell: Spell[Controlled]) -> Row:
    each = spell.answer
    facts = sorted({one.source.id for one in each.claims})
    return each.company, each.holder, spell.first, spell.last, each.certainty, facts


def _deal(spell: Spell[Deal]) -> Row:
    deal = spell.answer
    return (
        deal.deal, deal.terms.kind,
        [{"entity": each.entity, "role": each.role} for each in deal.terms.parties], deal.state,
        list(deal.possibly), spell.first, spell.last, deal.certainty, str(when(deal.since)),
        _ids(deal.facts),
    )  # fmt: skip


def _programme(spell: Spell[Programme]) -> Row:
    each = spell.answer
    return (
        each.programme, each.owner, each.stage, list(each.possibly), spell.first, spell.last,
        each.certainty, str(when(each.since)), _ids(each.facts),
    )  # fmt: skip


def _fact(recorded: Recorded, found: InForce | LeftOut, knowledge: Knowledge) -> Row:
    out = isinstance(found, LeftOut)
    source = knowledge.regardless(recorded) if isinstance(found, LeftOut) else found
    return (
        recorded.position, source.id, recorded.commit, source.fact.TYPE, str(when(source)),
        source.span.earliest, source.span.latest, source.public.earliest, source.public.latest,
        recorded.at.date(), source.standing, source.certainty,
        found.clock if isinstance(found, LeftOut) else None, source.moves and not out,
        [{"role": role, "id": name} for role, name in references.entities(source.fact)],
        encode(source.fact),
    )  # fmt: skip


def _citations(recorded: Recorded, found: InForce | LeftOut, knowledge: Knowledge) -> Iterator[Row]:
    source = knowledge.regardless(recorded) if isinstance(found, LeftOut) else found
    for each in source.sources:
        yield (
            recorded.position, source.id, each.citation.document, each.citation.quote,
            each.verified, each.standing, each.public.earliest, each.public.latest,
        )  # fmt: skip


def _entity(each: EntityDescribed) -> Row:
    return (
        each.entity, each.kind, each.name, list(each.aliases), dict(each.identifiers),
        list(each.segments), each.owner,
    )  # fmt: skip


def _document(each: DocumentDescribed) -> Row:
    return (
        each.document, each.publisher, each.title, each.language, str(each.published),
        str(each.retrieved) if each.retrieved else None, each.origin,
    )  # fmt: skip


def _ids(sources: Iterable[InForce]) -> list[str]:
    return sorted({each.id for each in sources})
