"""Find what a test asks about by its name: what nothing goes by is an error, and no answer.

A name that only later commits or later news describe is a name all the same:
what was told of it by then is the question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.api.naming import entity_named
from timeline.errors import NotFound, TimelineError
from timeline.views.knowledge import Knowledge
from timeline.views.question import Question

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["known_deal", "known_entity"]

__tracebackhide__ = True


def known_entity(name: str, knowledge: Knowledge, others: Collection[str] = ()) -> str:
    """Return the id of the entity that goes by a name.

    Where nothing at all was filed, and for `others`, whatever is asked about is an id.

    Raises:
        NotFound: no fact names it, and none of the entities described goes by it.
    """
    filing = knowledge.filing
    entities = knowledge.entities
    told = name in entities or name in knowledge.owned or filing.under("about", name)
    if told or name in others or not filing.count:
        return name
    if not entities:
        entities = Knowledge(filing, Question(on=knowledge.question.on)).entities
    if not entities:
        raise NotFound("entity", name, filing.names("about"))
    try:
        return entity_named(name, entities)
    except TimelineError as fault:
        raise fault.with_traceback(None) from None


def known_deal(name: str, knowledge: Knowledge, others: Collection[str] = ()) -> str:
    """Return the name of a deal.

    Raises:
        NotFound: no fact tells of it, where any was filed.
    """
    filing = knowledge.filing
    if name not in others and filing.count and not filing.under("deal", name):
        raise NotFound("deal", name, filing.names("deal"))
    return name
