"""Measure the sides of a question in turn, so that all of them meet the same machine."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
from attrs import frozen

from tools.bench.goals import Measured
from tools.bench.side import Side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.bench.place import Place
    from tools.bench.side import Question

__all__ = ["ROOT", "AnswersDiffer", "environment", "measured"]

ROOT = Path(__file__).resolve().parents[2]


class AnswersDiffer(Exception):
    """A side does not answer as it must, so that its time would say nothing."""


@frozen
class _Worker:
    """A process that answers one side."""

    side: Side
    process: subprocess.Popen[str]

    def heard(self) -> dict[str, Any]:
        """Read the next line that the process says."""
        line = self.process.stdout.readline() if self.process.stdout else ""
        if not line:
            raise RuntimeError(f"the process of {self.side.name} has ended")
        found: dict[str, Any] = json.loads(line)
        return found

    def asked(self) -> dict[str, Any]:
        """Have one round timed."""
        assert self.process.stdin is not None  # noqa: S101 - it was opened with one
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return self.heard()

    def ended(self) -> float:
        """Ask nothing more, and return the most memory that the process had."""
        assert self.process.stdin is not None  # noqa: S101 - as above
        self.process.stdin.close()
        return float(self.heard()["memory"])


def environment() -> dict[str, str]:
    """Return a person's environment: modules stay compiled, and nothing of ours is set."""
    unwanted = ("TIMELINE_", "PYTHONDONTWRITEBYTECODE", "PYTHONPROFILE")
    return {name: each for name, each in os.environ.items() if not name.startswith(unwanted)}


def measured(question: Question, place: Place, rounds: int) -> dict[str, Measured]:
    """Measure each side so many times, or once, after a round that does not count."""
    results: dict[str, Measured] = {}
    expected: dict[str, list[int] | None] = {}
    with ExitStack() as stack:
        workers: list[_Worker] = []
        for side in question.sides:
            said = _prepared(question, side, place)
            if said["why"]:
                results[side.name] = Measured(why=said["why"])
                continue
            expected[side.name] = said["expected"]
            workers.append(stack.enter_context(_worker(question, side, place)))
            workers[-1].heard()
        taken = _taken(workers, 1 if question.once else rounds)
        for worker in workers:
            name = worker.side.name
            _hold(f"{question.name}: {name}", expected[name], taken[name])
            found = _summed_up(question, worker.side, place, taken[name])
            results[name] = attrs.evolve(found, memory=worker.ended())
    return {each.name: results[each.name] for each in question.sides}


def _prepared(question: Question, side: Side, place: Place) -> dict[str, Any]:
    """Have a side make what it needs, and the answer it must give, in a process for that alone.

    The memory of a process counts from its parent's on, so that this one has to stay small.
    """
    with _worker(question, side, place, "prepare") as worker:
        return worker.heard()


def _taken(workers: list[_Worker], rounds: int) -> dict[str, list[dict[str, Any]]]:
    taken: dict[str, list[dict[str, Any]]] = {each.side.name: [] for each in workers}
    for number in range(rounds + 1):
        for worker in workers:
            answered = worker.asked()
            if number:
                taken[worker.side.name].append(answered)
    return taken


def _hold(what: str, expected: list[int] | None, taken: list[dict[str, Any]]) -> None:
    """Hold a side to the answer of the plain query, each round."""
    for each in taken:
        if expected is not None and each["answer"] != expected:
            raise AnswersDiffer(f"{what}: {each['answer']}, not {expected}")


def _summed_up(
    question: Question, side: Side, place: Place, taken: list[dict[str, Any]]
) -> Measured:
    times = [each["milliseconds"] / question.parts for each in taken]
    return Measured(
        milliseconds=statistics.median(times),
        least=min(times),
        most=max(times),
        processor=statistics.median(each["processor"] for each in taken) / question.parts,
        done=taken[0]["answer"][0],
        share=side.share_of(place.events),
    )


@contextmanager
def _worker(question: Question, side: Side, place: Place, *more: str) -> Iterator[_Worker]:
    command = [
        sys.executable, "-m", "tools.bench.worker", question.name, side.name,
        str(place.folder), str(place.market.events), str(place.copies), *more,
    ]  # fmt: skip
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env=environment(),
    ) as process:  # fmt: skip
        try:
            yield _Worker(side, process)
        finally:
            if process.stdin is not None and not process.stdin.closed:
                process.stdin.close()
            process.wait()
