"""Solve exactly what companies that hold each other come to: fractions, no recursion, no floats."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

__all__ = ["components", "rings", "solved"]


def components(graph: Mapping[str, Collection[str]]) -> list[list[str]]:
    """Return the strongly connected parts of a graph, each after all that lead to it.

    Every node is a key of the graph. This is Tarjan's algorithm, with its stack
    kept by hand.
    """
    search = _Search(graph)
    for node in graph:
        if node not in search.index:
            search.run(node)
    return search.found[::-1]


class _Search:
    """The state of one search: when each node was met, and how far back it leads."""

    def __init__(self, graph: Mapping[str, Collection[str]]) -> None:
        self.graph = graph
        self.index: dict[str, int] = {}
        self.back: dict[str, int] = {}
        self.open: dict[str, None] = {}
        self.found: list[list[str]] = []

    def run(self, root: str) -> None:
        waiting = [self._met(root)]
        while waiting:
            node, following = waiting[-1]
            for each in following:
                if each not in self.index:
                    waiting.append(self._met(each))
                    break
                if each in self.open:
                    self.back[node] = min(self.back[node], self.index[each])
            else:
                waiting.pop()
                self._left(node)
                if waiting:
                    above = waiting[-1][0]
                    self.back[above] = min(self.back[above], self.back[node])

    def _met(self, node: str) -> tuple[str, Iterator[str]]:
        self.index[node] = self.back[node] = len(self.index)
        self.open[node] = None
        return node, iter(self.graph[node])

    def _left(self, node: str) -> None:
        """Take off a whole part once its first node is left."""
        if self.back[node] != self.index[node]:
            return
        part: list[str] = []
        while not part or part[-1] != node:
            part.append(self.open.popitem()[0])
        self.found.append(sorted(part))


def rings(graph: Mapping[str, Collection[str]]) -> list[list[str]]:
    """Return the circles of a graph: each set of names that all lead back to themselves."""
    names = {*graph, *(each for far in graph.values() for each in far)}
    parts = components({each: graph.get(each, ()) for each in sorted(names)})
    return sorted(
        sorted(each) for each in parts if len(each) > 1 or each[0] in graph.get(each[0], ())
    )  # fmt: skip


def solved(
    constants: Mapping[str, Fraction], shares: Iterable[tuple[str, str, Fraction]]
) -> dict[str, Fraction] | None:
    """Solve x[owned] = constant[owned] + the sum of x[owner] * share; None without a solution.

    `shares` are (owner, owned, share), none below nothing. A solution is the
    sum of all ways round, which is finite or there is none: then some unknown
    would have to hold all of itself.
    """
    system = _System(constants, shares)
    order = []
    for unknown in system.cheapest():
        if not system.eliminate(unknown):
            return None
        order.append(unknown)
    found: dict[str, Fraction] = {}
    for unknown in reversed(order):
        found[unknown] = system.constants[unknown] + sum(
            (share * found[each] for each, share in system.terms[unknown].items()), Fraction(0)
        )
    return found


class _System:
    """Equations x = constant + the sum of its terms; unknowns are put in one after the other."""

    def __init__(
        self, constants: Mapping[str, Fraction], shares: Iterable[tuple[str, str, Fraction]]
    ) -> None:
        self.constants = dict(constants)
        self.terms: dict[str, defaultdict[str, Fraction]] = {
            each: defaultdict(Fraction) for each in constants
        }
        self.users: dict[str, set[str]] = {each: set() for each in constants}
        for owner, owned, share in shares:
            if share:
                self.terms[owned][owner] += share
                self.users[owner].add(owned)

    def cheapest(self) -> Iterator[str]:
        """Give the unknowns, each time one that the fewest others are bound up with."""
        left = set(self.constants)
        waiting = [(self._cost(each), each) for each in left]
        heapify(waiting)
        while left:
            cost, each = heappop(waiting)
            if each not in left:
                continue
            now = self._cost(each)
            if now > cost:
                heappush(waiting, (now, each))
                continue
            left.discard(each)
            yield each

    def _cost(self, unknown: str) -> int:
        return len(self.terms[unknown]) * len(self.users[unknown])

    def eliminate(self, unknown: str) -> bool:
        """Put what an unknown is into all others; false if it would be all of itself, or more."""
        terms = self.terms[unknown]
        rest = 1 - terms.pop(unknown, Fraction(0))
        self.users[unknown].discard(unknown)
        if rest <= 0:
            return False
        self.constants[unknown] /= rest
        for each in terms:
            terms[each] /= rest
            self.users[each].discard(unknown)
        for user in self.users[unknown]:
            share = self.terms[user].pop(unknown)
            self.constants[user] += share * self.constants[unknown]
            for each, value in terms.items():
                self.terms[user][each] += share * value
                self.users[each].add(user)
        return True
