"""Write the rows of the read models, table by table, from what the views answer."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from timeline.api.claiming import claims
from timeline.facts import references
from timeline.facts.codec import encode
from timeline.facts.records import DocumentDescribed, EntityDescribed
from timeline.show import data
from timeline.store.models import Models
from timeline.views.chronicle import when
from timeline.views.in_force import LeftOut
from timeline.views.knowable import Knowable
from timeline.views.ownership import told_of
from timeline.views.spells import control_spells, deal_spells, programme_spells, spells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.facts.entry import Recorded
    from timeline.facts.fact import Event
    from timeline.views.control import Controlled
    from timeline.views.deals import Deal
    from timeline.views.held import Held
    from timeline.views.in_force import InForce
    from timeline.views.knowledge import Knowledge
    from timeline.views.spells import Spell
    from timeline.views.strategies import Programme

    Row = tuple[Any, ...]

__all__ = [
    "companies", "control_row", "deals", "described", "facts", "joined", "programmes", "stake_row",
    "together",
]  # fmt: skip


def together(*several: Models) -> Models:
    """Put rows of different tables together."""
    return Models(
        names={table: names for each in several for table, names in each.names.items()},
        rows={table: rows for each in several for table, rows in each.rows.items()},
    )


def joined(several: Iterable[Models]) -> Models:
    """Put rows of the same tables one after the other."""
    names: dict[str, list[str | int]] = {}
    rows: dict[str, list[Row]] = {}
    for each in several:
        for table, some in each.names.items():
            names.setdefault(table, []).extend(some)
        for table, more in each.rows.items():
            rows.setdefault(table, []).extend(more)
    return Models(names=names, rows=rows)


def facts(knowledge: Knowledge, recorded: Iterable[Recorded]) -> Models:
    """Return facts, and what they cite, in the order recorded."""
    several = sorted(recorded, key=lambda each: each.position)
    weighed = [(each, knowledge.weigh(each)) for each in several]
    positions = [each.position for each in several]
    return Models(
        names={"facts": positions, "citations": positions},
        rows={
            "facts": [_fact(each, found, knowledge) for each, found in weighed],
            "citations": [
                row for each, found in weighed for row in _citations(each, found, knowledge)
            ],
        },
    )


def companies(knowledge: Knowledge, names: Iterable[str]) -> Models:
    """Return what was held of companies, who controlled them, and what was claimed by which day."""
    several = sorted(names)
    told = [told_of(knowledge, name) for name in several]
    of = [(each.controls, list(spells(each.composition))) for each in told]
    composed = Models(
        names={"stakes": several, "controls": several},
        rows={
            "stakes": [stake_row(each) for _, held in of for each in held],
            "controls": [control_row(each) for one in of for each in control_spells(*one)],
        },
    )
    return together(composed, claims(Knowable(knowledge), several))


def deals(knowledge: Knowledge, names: Iterable[str]) -> Models:
    """Return how far deals had come."""
    several = sorted(names)
    rows = [_deal(each) for name in several for each in deal_spells(name, knowledge)]
    return Models(names={"deals": several}, rows={"deals": rows})


def programmes(knowledge: Knowledge, names: Iterable[str]) -> Models:
    """Return how far programmes had come."""
    several = sorted(names)
    rows = [
        _programme(each)
        for name in several
        for each in programme_spells(name, _owner(name, knowledge), knowledge)
    ]
    return Models(names={"programmes": several}, rows={"programmes": rows})


def described(events: Iterable[Event]) -> Models:
    """Return entities and documents, each as these events describe it."""
    several = list(events)
    entities = [each for each in several if isinstance(each, EntityDescribed)]
    documents = [each for each in several if isinstance(each, DocumentDescribed)]
    return Models(
        names={
            "entities": sorted(each.entity for each in entities),
            "documents": sorted(each.document for each in documents),
        },
        rows={
            "entities": [_entity(each) for each in entities],
            "documents": [_document(each) for each in documents],
        },
    )


def _owner(name: str, knowledge: Knowledge) -> str:
    entity = knowledge.entity(name)
    return (entity and entity.owner) or ""


def stake_row(spell: Spell[Held]) -> Row:
    """Return the row of a spell of what is held."""
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


def control_row(spell: Spell[Controlled]) -> Row:
    """Return the row of a spell of control."""
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
