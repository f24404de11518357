"""Write a market as a ledger's folder: documents by year, facts by company, in TOML.

What real markets hold of contradictions would be reported by `check`; a ledger
that passes is written of a market that is `tidy`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from attrs import evolve

from tests.market.facts import quotes
from tests.market.rows import made
from timeline.record.writing import toml_table

if TYPE_CHECKING:
    from pathlib import Path

    from tests.market.market import Market

__all__ = ["tidy", "write_ledger"]

Row = dict[str, Any]
_TOLD = (
    "id", "type", "occurred", "standing", "holder", "company", "jointly_with", "interest",
    "before", "after", "by", "stake", "cause", "paid", "order", "kind", "deal", "state", "amount",
    "corrects", "reason", "because",
)  # fmt: skip
_STATED = ("of", "reason", "because")
_TABLES = {"retracted": "retraction", "confirmed": "confirmation"}


def tidy(market: Market) -> Market:
    """Return the market without what contradicts itself, so that its ledger passes the check.

    A change told twice in points is two changes; one that is recorded so late that it is cut off
    is missed by the next.
    """
    return evolve(market, misquoted=0.0, rivals=0.0, whole=1.0, duplicates=0.0, backdated=0.0)


def write_ledger(market: Market, folder: Path) -> None:
    """Write the `seeds/` and `events/` of a ledger."""
    facts: defaultdict[str, list[str]] = defaultdict(list)
    seeds: dict[str, tuple[str, str]] = {}
    with made(market) as rows:
        entities = [toml_table("entity", each) for each in rows.entities()]
        for row in rows.texts():
            facts[_file(row)].append(_table(row))
            if row["document"] is not None and row["document"] not in seeds:
                seeds[row["document"]] = (row["document_published"][:4], _document(row))
    _write(folder / "events" / "entities.toml", entities)
    for name, tables in facts.items():
        _write(folder / "events" / f"{name}.toml", tables)
    for year in sorted({year for year, _ in seeds.values()}):
        tables = [table for each, table in seeds.values() if each == year]
        _write(folder / "seeds" / f"{year}.toml", tables)


def _file(row: Row) -> str:
    """Return the file that a row belongs in: its company's, or that of answers to facts."""
    return str(row["company"] or row["parties.target"] or _TABLES[row["type"]])


def _table(row: Row) -> str:
    table = _TABLES.get(row["type"], "fact")
    values = {each: row[each] for each in (_TOLD if table == "fact" else _STATED)}
    if row["deal"] is not None:
        roles = ("acquirer", "target")
        values["parties"] = {role: row[f"parties.{role}"] for role in roles}
    if row["document"] is not None:
        values |= {"document": row["document"], "quote": quotes(row)}
        if table == "fact" and row["published"] != row["document_published"]:
            values["published"] = row["published"]
    return toml_table(table, {name: each for name, each in values.items() if each is not None})


def _document(row: Row) -> str:
    values = {
        "id": row["document"], "publisher": row["document_publisher"],
        "published": row["document_published"], "retrieved": row["document_retrieved"],
    }  # fmt: skip
    return toml_table("document", {name: each for name, each in values.items() if each})


def _write(path: Path, tables: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(tables), encoding="utf-8")
