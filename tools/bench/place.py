"""Where a benchmark finds what it asks: a market's files, and what was made of them."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from tests.market.bulk import write_bulk
from tests.market.market import Market
from tools.bench.copies import repeat_files

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.market.bulk import Format

__all__ = ["LARGEST", "Place", "facts_in", "place_of"]

LARGEST = 1_000_000  # facts of a market that is not made of copies
_APPENDED = 1_000_000  # facts that bulk appends take at most


@frozen(kw_only=True)
class Place:
    """A folder for one size of market; what is made there once is found there again.

    There are as many `copies` of the market side by side, whose folder lies beside that of the
    one. A side that is too slow for all facts takes the first of every `share`. The
    days asked about have three quarters of the market's facts behind them.
    """

    folder: Path
    market: Market
    copies: int = 1
    share: int = 1
    on: date = date(2020, 6, 30)
    known: date = date(2020, 12, 31)

    @property
    def events(self) -> int:
        """How many facts there are, in all copies."""
        return self.market.events * self.copies

    @property
    def one(self) -> Place:
        """The place of the one market, without copies."""
        return Place(folder=self.folder.with_name(str(self.market.events)), market=self.market)

    @property
    def fortnight(self) -> tuple[date, date]:
        """The two weeks that are asked about: those that end on the day."""
        return self.on - timedelta(days=13), self.on

    @property
    def days(self) -> dict[str, object]:
        """Return the days of the question, as the SQL asks for them."""
        return {"on": self.on, "known": self.known}

    def once(self, name: str, make: Callable[[Path], object]) -> Path:
        """Return a file or folder of this name, made the first time that it is asked for."""
        path = self.folder / name
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            partly = path.with_name(f"partly-{name}")
            _remove(partly)
            make(partly)
            partly.rename(path)
        return path

    def parquet(self) -> Path:
        """Return the folder of the whole market's files: facts, documents and entities."""
        if self.copies == 1:
            return self.once("parquet", lambda path: write_bulk(self.market, path))
        one = self.one.parquet()
        return self.once("parquet", lambda path: repeat_files(one, path, self.copies))

    def delivered(self, form: Format) -> Path:
        """Return the folder of what a bulk append takes: one market, of a million facts at most."""
        if self.copies > 1:
            return self.one.delivered(form)
        market = self.market
        if self.events > self.delivered_facts:
            market = Market(seed=market.seed, events=self.delivered_facts)
        elif form == "parquet":
            return self.parquet()
        return self.once(f"delivered-{form}", lambda path: write_bulk(market, path, form))

    @property
    def delivered_facts(self) -> int:
        """How many facts those files hold."""
        return min(self.market.events, _APPENDED)

    def copied(self, path: Path, to: Path) -> Path:
        """Copy a file, for who writes to it."""
        return Path(shutil.copy(path, to))


def place_of(folder: Path, events: int, *, largest: int = LARGEST, share: int = 1) -> Place:
    """Return the place, below a folder, of so many facts: one market, or copies of the largest.

    Raises:
        ValueError: they are no whole number of copies.
    """
    if events <= largest:
        return Place(folder=folder / str(events), market=Market(events=events), share=share)
    copies, left = divmod(events, largest)
    if left:
        raise ValueError(f"{events:,} facts are no whole number of copies of {largest:,}")
    name, market = f"{copies}x{largest}", Market(events=largest)
    return Place(folder=folder / name, market=market, copies=copies, share=share)


def facts_in(folder: Path) -> list[str]:
    """Return a folder's files of facts, in their order."""
    return [str(each) for each in sorted(folder.glob("facts-*"))]


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
