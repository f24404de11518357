"""Write a made-up market: a vendor's files of facts, or a ledger's folder.

    python tools/make_market.py FOLDER --events 10000000 --as parquet
    python tools/make_market.py FOLDER --events 10000 --as ledger --seed 7

What the files hold is said on the page `docs/explanation/market.md`.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path
from typing import get_args

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.market.bulk import Format, write_bulk
from tests.market.ledger import tidy, write_ledger
from tests.market.market import Market

__all__ = ["main"]


def main() -> int:
    """Write what was asked for, and say how long it took; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--as", dest="form", default="parquet", choices=[*get_args(Format), "ledger"]
    )
    arguments = parser.parse_args()
    begun = time.perf_counter()
    market = Market(events=arguments.events, seed=arguments.seed)
    if arguments.form == "ledger":
        write_ledger(tidy(market), arguments.folder)
    else:
        write_bulk(market, arguments.folder, arguments.form)
    taken = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{market.events:,} facts in {taken:.1f} s, with {peak:,.0f} MB at most")
    return 0


if __name__ == "__main__":
    sys.exit(main())
