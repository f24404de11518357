"""Measure what real markets look like, in the data folder, and what a made-up one does beside.

The folder is the one that TIMELINE_DATA names; it is not in the repository. The
tables that this prints stand on the page `docs/explanation/market.md`.
"""

from __future__ import annotations

import csv
import json
import math
import os
import re
import statistics
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.market.market import Market
from tests.market.rows import made
from tests.market.shape import Seen, Shape, Tail, fitted, shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["made_up", "measured"]

_UNDISCLOSED = "未透露"
_SEVERAL = re.compile("[,，、]")
_LIKE_REAL = Market(events=49_000, pairs=31_400, companies=13_500, holders=17_000)


def measured(folder: Path) -> str:
    """Measure the data folder, and write it down as tables."""
    crunchbase, itjuzi = _crunchbase(folder), _itjuzi(folder)
    shapes = {
        "Crunchbase": shape(map(_seen, crunchbase), 2005, 2013),
        "itjuzi": shape(_juzi_seen(itjuzi), 2005, 2016),
    }
    parts = [
        _shapes(shapes),
        _laws({
            "Crunchbase companies": [each[0] for each in crunchbase],
            "Crunchbase investors": [each[1] for each in crunchbase],
            "Crunchbase acquirers": [each["acquirer_permalink"] for each in _bought(folder)],
            "itjuzi companies": [each.company for each in _juzi_seen(itjuzi)],
            "itjuzi investors": [each.holder for each in _juzi_seen(itjuzi)],
        }),
        _numbers(folder, crunchbase, itjuzi),
    ]  # fmt: skip
    return "\n\n".join(parts)


def made_up() -> str:
    """Measure a made-up market of the size of Crunchbase, and one of the defaults."""
    shapes = {}
    for name, market in (("like Crunchbase", _LIKE_REAL), ("default", Market())):
        with made(market) as rows:
            seen = [
                Seen(holder=each["holder"], company=each["company"],
                     occurred=each["occurred"] or "", round=each["document"])
                for each in rows.texts() if each["holder"] and each["id"].count("-") == 2  # noqa: PLR2004
            ]  # fmt: skip
        shapes[name] = shape(seen, market.first.year, market.last.year)
    return _shapes(shapes)


# --- reading -------------------------------------------------------------------------------


def _crunchbase(folder: Path) -> list[list[str]]:
    text = (folder / "crunchbase" / "investments.csv").read_text("utf-8", errors="replace")
    return list(csv.reader(text.splitlines()))[1:]


def _bought(folder: Path) -> list[dict[str, str]]:
    text = (folder / "crunchbase" / "acquisitions.csv").read_text("utf-8", errors="replace")
    return list(csv.DictReader(text.splitlines()))


def _itjuzi(folder: Path) -> list[dict[str, str]]:
    text = (folder / "itjuzi" / "invest_event.csv").read_text("gbk", errors="replace")
    return list(csv.DictReader(text.splitlines()))


def _as_told(day: str) -> str:
    """Read a day as vaguely as it was meant: 1 January is its year, day 01 is its month."""
    if day.endswith("-01-01"):
        return day[:4]
    return day[:7] if day.endswith("-01") else day


def _seen(row: Sequence[str]) -> Seen:
    return Seen(holder=row[1], company=row[0], occurred=_as_told(row[2]), round=(row[0], row[2]))


def _juzi_seen(rows: Sequence[dict[str, str]]) -> Iterator[Seen]:
    for row in rows:
        for name in _SEVERAL.split(row["investor"]):
            if name.strip() and _UNDISCLOSED not in name:
                yield Seen(
                    holder=name.strip(), company=row["company"], occurred=_as_told(row["date"]),
                    round=(row["company"], row["date"], row["round"]),
                )  # fmt: skip


# --- writing -------------------------------------------------------------------------------


def _shapes(shapes: dict[str, Shape]) -> str:
    lines = [f"| | {' | '.join(shapes)} |", f"|---|{'---:|' * len(shapes)}"]
    rows: list[tuple[str, list[str]]] = [
        ("holdings told of", [f"{each.events:,}" for each in shapes.values()])
    ]
    for name in ("company", "holder", "pair", "round"):
        tails = [_told(getattr(each, name)) for each in shapes.values()]
        rows += [(f"{name}: {what}", [each[what] for each in tails]) for what in tails[0]]
    rows += _days_told(list(shapes.values()))
    return "\n".join([*lines, *(f"| {name} | {' | '.join(cells)} |" for name, cells in rows)])


def _days_told(shapes: list[Shape]) -> list[tuple[str, list[str]]]:
    rows = [
        (f"told by {name}", [f"{each.vague[name]:.2%}" for each in shapes])
        for name in ("year", "month", "quarter", "range", "undated")
    ]
    thirds = [" ".join(f"{part:.0%}" for part in each.thirds) for each in shapes]
    return [
        *rows,
        ("on a weekend", [f"{each.weekend:.1%}" for each in shapes]),
        ("in each third of the years", thirds),
    ]


def _told(tail: Tail) -> dict[str, str]:
    return {
        "how many": f"{tail.things:,}",
        "events each": f"{tail.mean:.2f}",
        "with one only": f"{tail.once:.0%}",
        "most": f"{tail.most:,}",
        "top hundredth has": f"{tail.top:.1%}",
    }


def _laws(names: dict[str, list[str]]) -> str:
    lines = ["| | exponent | head |", "|---|---:|---:|"]
    for name, each in names.items():
        exponent, head = fitted(each)
        lines.append(f"| {name} | {exponent:.2f} | {head:.4f} |")
    return "\n".join(lines)


def _numbers(folder: Path, crunchbase: list[list[str]], itjuzi: list[dict[str, str]]) -> str:
    bought = _bought(folder)
    shares = _repeats(crunchbase, bought, itjuzi)
    shares |= _amounts_told(crunchbase, bought, itjuzi) | _circles(crunchbase, bought)
    lines = ["| | |", "|---|---:|", *(f"| {name} | {each:.2%} |" for name, each in shares.items())]
    amounts = _amounts(crunchbase)
    spread = statistics.pstdev(map(math.log, amounts))
    lines.append(f"| Crunchbase: told to the day, Monday first | {_weekdays(crunchbase)} |")
    lines.append(f"| Crunchbase: median amount | {statistics.median(amounts):,.0f} USD |")
    lines.append(f"| Crunchbase: deviation of the amounts' logarithm | {spread:.2f} |")
    return "\n".join([*lines, *(f"| {name} | {each} |" for name, each in _lags(folder).items())])


def _repeats(
    crunchbase: list[list[str]], bought: list[dict[str, str]], itjuzi: list[dict[str, str]]
) -> dict[str, float]:
    return {
        "Crunchbase: rows that repeat another exactly": _repeated(map(tuple, crunchbase)),
        "Crunchbase acquisitions: rows that repeat another": _repeated(
            tuple(each.values()) for each in bought
        ),
        "itjuzi: rows that repeat another but for their link": _repeated(
            tuple(each[name] for name in each if name != "link") for each in itjuzi
        ),
    }


def _amounts_told(
    crunchbase: list[list[str]], bought: list[dict[str, str]], itjuzi: list[dict[str, str]]
) -> dict[str, float]:
    return {
        "Crunchbase: rows with an amount": _part(each[3] for each in crunchbase),
        "Crunchbase acquisitions: with a price": _part(each["price_amount"] for each in bought),
        "itjuzi: amount undisclosed": _part(_UNDISCLOSED in each["amount"] for each in itjuzi),
        "itjuzi: amount in words alone": _part(
            "数" in each["amount"] or "及以上" in each["amount"] for each in itjuzi
        ),
        "itjuzi: investors undisclosed": _part(_UNDISCLOSED in each["investor"] for each in itjuzi),
    }


def _circles(crunchbase: list[list[str]], bought: list[dict[str, str]]) -> dict[str, float]:
    """Measure how many are on both sides: held and holding."""
    held, holding = ({each[side] for each in crunchbase} for side in (0, 1))
    named = {each["company_name"] for each in bought}
    targets = {each["company_permalink"] for each in bought}
    acquirers = {each["acquirer_permalink"] for each in bought}
    return {
        "Crunchbase: companies that were acquired": len(held & named) / len(held),
        "Crunchbase: investors that are such companies": len(held & holding) / len(holding),
        "Crunchbase: acquirers that were acquired": len(targets & acquirers) / len(acquirers),
        "Crunchbase: companies that acquired themselves": _part(
            each["company_permalink"] == each["acquirer_permalink"] for each in bought
        ),
        "Crunchbase: acquisitions dated outside 1950 to 2015": _part(
            not "1950" <= (each["acquired_at"] or "2000")[:4] <= "2015" for each in bought
        ),
    }


def _part(flags: Iterable[object]) -> float:
    found = [bool(each) for each in flags]
    return sum(found) / len(found)


def _repeated(rows: Iterable[object]) -> float:
    found = list(rows)
    return 1 - len(set(found)) / len(found)


def _amounts(crunchbase: list[list[str]]) -> list[float]:
    """Give the amount of each round once, since it stands on every row of it."""
    return [float(each[2]) for each in {(one[0], one[2], one[3]) for one in crunchbase if one[3]}]


def _weekdays(crunchbase: list[list[str]]) -> str:
    days = [date.fromisoformat(each[2]) for each in crunchbase if each[2]]
    told = [day.weekday() for day in days if day.day > 1]
    return " ".join(f"{told.count(day) / len(told):.0%}" for day in range(7))


def _lags(folder: Path) -> dict[str, str]:
    """Measure how long after the fact it was published or registered, in days."""
    found: dict[str, list[int]] = {}
    gleif = json.loads((folder / "gleif" / "rr-data.json").read_text("utf-8"))
    for each in gleif:
        for period in each["Relationship"]["RelationshipPeriods"]:
            if period["PeriodType"] == "RELATIONSHIP_PERIOD":
                name = "GLEIF: days from a relation's start to its registration"
                found.setdefault(name, []).append(
                    _days(period["StartDate"], each["Registration"]["InitialRegistrationDate"])
                )
    for path in sorted((folder / "bods-data-standard" / "examples").glob("*.json")):
        for each in json.loads(path.read_text("utf-8")):
            told, out = each.get("statementDate"), each.get("publicationDetails", {})
            begun = [
                one["startDate"] for one in each.get("recordDetails", {}).get("interests", [])
                if "startDate" in one
            ]  # fmt: skip
            if told and begun:
                name = "BODS: days from an interest's start to its statement"
                found.setdefault(name, []).append(_days(begun[0], told))
            if told and out.get("publicationDate"):
                name = "BODS: days from a statement to its publication"
                found.setdefault(name, []).append(_days(told, out["publicationDate"]))
    return {
        name: f"median {statistics.median(each):,.0f}, up to {max(each):,} ({len(each)} seen)"
        for name, each in sorted(found.items())
    }


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days


def main() -> int:
    """Print the tables; return the exit code."""
    folder = os.environ.get("TIMELINE_DATA")
    if folder:
        print(measured(Path(folder)), end="\n\n")
    else:
        print("TIMELINE_DATA names no folder: only the made-up markets follow", file=sys.stderr)
    print(made_up())
    return 0


if __name__ == "__main__":
    sys.exit(main())
