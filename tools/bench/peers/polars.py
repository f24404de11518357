"""Ask polars, which holds all claims in memory.

Fair, since it gets what its users would give it: rows sorted by pair and time
once, a number for each pair that is marked as sorted, and a lazy query, which
filters and takes the last row of each pair on all cores. Loading the frame is not
timed, though each process that asks has to; its memory is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb

from tools.bench import raw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.bench.place import Place
    from tools.bench.side import Timed

__all__ = ["known_day", "market_day"]

_COLUMNS = """
SELECT (dense_rank() OVER (ORDER BY company, holder, interest))::UINTEGER AS pair,
    company, holder, interest, day, published,
    (low * 100)::INTEGER AS low, (high * 100)::INTEGER AS high
FROM claims ORDER BY pair, day, within, n
"""


def market_day(place: Place) -> Iterator[Timed]:
    """Give the whole market on a day: the last claim of each pair by then."""
    import polars as pl

    claims = _claims(place)
    while True:
        yield lambda: _last(claims.filter(pl.col("day") <= place.on))


def known_day(place: Place) -> Iterator[Timed]:
    """Give the same from what was public by another day."""
    import polars as pl

    claims = _claims(place)
    by_then = (pl.col("day") <= place.on) & (pl.col("published") <= place.known)
    while True:
        yield lambda: _last(claims.filter(by_then))


def _claims(place: Place) -> Any:
    import polars as pl

    with duckdb.connect(raw.claims_only(place), read_only=True) as connection:
        claims = pl.from_arrow(connection.sql(_COLUMNS).to_arrow_table())
    return claims.with_columns(pl.col("pair").set_sorted()).lazy()


def _last(claims: Any) -> list[tuple[int, float, float]]:
    import polars as pl

    held = claims.group_by("pair").agg(pl.col("low", "high").last()).filter(pl.col("high") > 0)
    found = held.select(pl.len(), pl.col("low").sum(), pl.col("high").sum().alias("all")).collect()
    count, low, high = found.row(0)
    return [(count, low / 100, high / 100)]
