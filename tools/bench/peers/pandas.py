"""Ask pandas, which holds all claims in memory.

Fair, since it gets what its users would give it: names as categories, a pair's
number made once, rows sorted by time once, so that a day is a slice of the frame
and the last row of each pair its answer. Loading the frame is not timed, though
each process that asks has to; its memory is counted.
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
SELECT company, holder, interest, day, published,
    (low * 100)::INTEGER AS low, (high * 100)::INTEGER AS high
FROM claims ORDER BY day, within, n
"""


def market_day(place: Place) -> Iterator[Timed]:
    """Give the whole market on a day: the last claim of each pair by then."""
    import pandas as pd

    claims, day = _claims(place), pd.Timestamp(place.on)
    while True:
        yield lambda: _last(claims.iloc[: claims["day"].searchsorted(day, side="right")])


def known_day(place: Place) -> Iterator[Timed]:
    """Give the same from what was public by another day."""
    import pandas as pd

    claims, day, known = _claims(place), pd.Timestamp(place.on), pd.Timestamp(place.known)

    def asked() -> list[tuple[int, float, float]]:
        by_then = claims.iloc[: claims["day"].searchsorted(day, side="right")]
        return _last(by_then[by_then["published"] <= known])

    while True:
        yield asked


def _claims(place: Place) -> Any:
    import pandas as pd

    with duckdb.connect(raw.claims_only(place), read_only=True) as connection:
        claims = connection.sql(_COLUMNS).to_arrow_table().to_pandas()
    for name in ("day", "published"):
        claims[name] = pd.to_datetime(claims[name])
    names = ["company", "holder", "interest"]
    claims[names] = claims[names].astype("category")
    claims["pair"] = claims.groupby(names, observed=True, sort=False).ngroup()
    return claims


def _last(claims: Any) -> list[tuple[int, float, float]]:
    held = claims.groupby("pair", sort=False)[["low", "high"]].last()
    held = held[held["high"] > 0]
    return [(len(held), int(held["low"].sum()) / 100, int(held["high"].sum()) / 100)]
