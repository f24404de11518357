"""Import the daily prices of a trading line: whose it is, what it trades in, and what is new."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.api.importing import by_id, content_of, events_of, import_events
from timeline.api.naming import entity_named
from timeline.errors import NotFound, ValueUnreadable
from timeline.facts.fact import EntityRef
from timeline.facts.records import EntityDescribed
from timeline.formats.prices import TradingLine, currency_of, read_prices

if TYPE_CHECKING:
    from pathlib import Path

    from timeline.api.importing import ImportOutcome
    from timeline.store.log import Log

__all__ = ["import_prices"]

_CODE = re.compile("[A-Z]{3}")


def import_prices(
    path: Path, log: Log, line: str, *, company: str | None = None, currency: str | None = None
) -> ImportOutcome:
    """Import a file of daily prices as moves of a line.

    The company is the one that has the line among its identifiers, unless it is
    named; the currency is that of the line's ending, unless it is.

    Raises:
        NotFound: the log describes no such company.
        ValueUnreadable: there is no such currency.
    """
    if currency is not None and not _CODE.fullmatch(currency):
        raise ValueUnreadable(f"“{currency}” is no currency", "write its code: CNY, HKD, USD")
    content, (held, gone) = content_of(path), events_of(log)
    known = by_id(held)
    entities: dict[str, EntityDescribed] = {
        each.entity: each for each in known.values() if isinstance(each, EntityDescribed)
    }
    try:
        of = entity_named(line if company is None else company, entities)
    except NotFound as fault:
        if company is not None:
            raise
        hint = "name it: --company, with the id or name of an entity that is recorded"
        raise NotFound("company of the line", line, hint=hint) from fault
    trading = TradingLine(
        name=line, company=EntityRef(of), currency=currency or currency_of(line)
    )  # fmt: skip
    imported = read_prices(content, path.name, trading, list(known.values()))
    return import_events(imported, log, held, gone, message=f"prices: {path.name}, {line}")
