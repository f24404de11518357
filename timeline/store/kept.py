"""Read what the read models keep of companies, for who changes a part of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from timeline.store.queries import query

if TYPE_CHECKING:
    from collections.abc import Collection

    from duckdb import DuckDBPyConnection

__all__ = ["Kept", "kept_of"]

Row = tuple[Any, ...]


@frozen(kw_only=True)
class Kept:
    """What is kept of one company: its rows of `stakes` and `controls`, by what each is of, by day.

    `positions` are those of the facts that claim anything of each holding; `ends` tells
    whether a claim may be to all of the company, and `settled` from which day known on all
    of it was known as now.
    """

    stakes: list[Row] = field(factory=list)
    controls: list[Row] = field(factory=list)
    positions: dict[int, list[int]] = field(factory=dict)
    settled: date = date.min
    ends: bool = False


def kept_of(connection: DuckDBPyConnection, companies: Collection[str]) -> dict[str, Kept]:
    """Return what is kept of companies, by id; nothing of those of which nothing is."""
    asked = {"names": sorted(companies)}
    found: dict[str, dict[str, Any]] = {}
    for table in ("stakes", "controls"):
        for row in connection.execute(query(f"models/kept_{table}"), asked).fetchall():
            found.setdefault(row[0], {}).setdefault(table, []).append(row)
    rows = connection.execute(query("models/kept_claims"), asked).fetchall()
    for company, holding, positions, settled, ends in rows:
        each = found.setdefault(company, {})
        each["settled"] = settled
        if holding is not None:
            each.setdefault("positions", {})[holding] = positions
            each["ends"] = each.get("ends", False) or ends
    return {company: Kept(**each) for company, each in found.items()}
