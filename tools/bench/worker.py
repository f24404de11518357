"""Answer one side of one question in a process of its own, whose memory is then its alone.

    python -m tools.bench.worker QUESTION SIDE FOLDER EVENTS COPIES [prepare]

Says in a line of JSON that it is ready, or why it never will be; times one round for each
line that it is given, of what is soon done the second of two; and says at the end how much
memory it had at most. Where it shall only prepare, it says what the side must answer, and ends.
EVENTS are those of one copy of the market.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve

from tests.market.market import Market
from tools.bench.place import Place
from tools.bench.questions import question
from tools.bench.side import summed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.bench.side import Timed

__all__ = ["main", "worked"]

_SOON = 5_000  # milliseconds


def main(  # noqa: PLR0913, PLR0917 - the words of a command
    asked: str, named: str, folder: str, events: str, copies: str, prepare: str = ""
) -> None:
    """Prepare the side, and answer until nothing more is asked."""
    put = question(asked)
    side = put.side(named)
    place = Place(folder=Path(folder), market=Market(events=int(events)), copies=int(copies))
    place = evolve(place, share=side.share_of(place.events))
    try:
        rounds = side.timing(place)
        timed = next(rounds)
    except NotImplementedError as fault:
        _say(why=str(fault))
    except ModuleNotFoundError as fault:
        _say(why=f"{fault.name} is not installed")
    else:
        if prepare:
            held = put.expected if side.same else None
            _say(why="", expected=held and held(place))
        else:
            _say(why="")
            _answer(timed, rounds)


def _answer(timed: Timed, rounds: Iterator[Timed]) -> None:
    """Time a round for each line; of what is soon done the second of two.

    While the others had their turns a machine may have lent its memory elsewhere: what
    then comes first takes longer by as much as its memory is large.
    """
    for _ in sys.stdin:
        found = _timed(timed)
        timed = next(rounds)
        if found["milliseconds"] < _SOON:
            found = _timed(timed)
            timed = next(rounds)
        _say(**found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _say(memory=peak / (1024**2 if sys.platform == "darwin" else 1024))


def _timed(timed: Timed) -> dict[str, Any]:
    begun, before = time.perf_counter(), worked()
    result = timed()
    taken, processor = time.perf_counter() - begun, worked() - before
    return {
        "milliseconds": taken * 1000, "processor": processor * 1000, "answer": summed(result)
    }  # fmt: skip


def worked() -> float:
    """Return how many seconds processors worked for this process and those that it has ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _say(**values: object) -> None:
    print(json.dumps(values), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
