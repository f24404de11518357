"""Answer one side of one question in a process of its own, whose memory is then its alone.

    python -m tools.bench.worker QUESTION SIDE FOLDER EVENTS [prepare]

Says in a line of JSON that it is ready, or why it never will be; times one round for each
line that it is given; and says at the end how much memory it had at most. Where it shall only
prepare, it says what the side must answer, and ends.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.market.market import Market
from tools.bench.place import Place
from tools.bench.questions import question
from tools.bench.side import summed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.bench.side import Timed

__all__ = ["main"]


def main(asked: str, named: str, folder: str, events: str, prepare: str = "") -> None:
    """Prepare the side, and answer until nothing more is asked."""
    put = question(asked)
    side = put.side(named)
    place = Place(folder=Path(folder), market=Market(events=int(events)), share=side.share)
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
    for _ in sys.stdin:
        begun, worked = time.perf_counter(), time.process_time()
        result = timed()
        taken, processor = time.perf_counter() - begun, time.process_time() - worked
        _say(milliseconds=taken * 1000, processor=processor * 1000, answer=summed(result))
        timed = next(rounds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _say(memory=peak / (1024**2 if sys.platform == "darwin" else 1024))


def _say(**values: object) -> None:
    print(json.dumps(values), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
