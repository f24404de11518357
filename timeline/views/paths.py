"""Find the ways by which something comes to a holder through others."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from timeline.views.held import Held

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from timeline.views.in_force import InForce
    from timeline.views.lookthrough import Part

    Leading = Mapping[str, Sequence[Part]]
    Share = Callable[[str], tuple[Fraction, Fraction]]

__all__ = ["Path", "each_way", "last_steps"]

_MOST = 100  # ways that are told one by one
_STEPS = 4_000  # that are tried to find them


@frozen(kw_only=True)
class Path:
    """One way: through whom, holder first; the share that comes by it, in percent; its holdings."""

    through: tuple[str, ...]
    low: Fraction
    high: Fraction
    held: tuple[Held, ...]

    @property
    def sources(self) -> list[InForce]:
        """The facts behind the holdings on the way."""
        return [source for each in self.held for source in each.sources]


def each_way(head: str, company: str, leading: Leading) -> list[Path] | None:
    """Return every way from a head to a company that passes nobody twice; None if too many."""
    found: list[Path] = []
    way: list[Part] = []
    passed = {head}
    waiting = [iter(leading.get(head, ()))]
    for _ in range(_STEPS):
        part = next(waiting[-1], None)
        if part is None:
            waiting.pop()
            if not waiting:
                return found
            passed.discard(way.pop().company)
        elif part.company == company:
            found.append(_path(head, [*way, part]))
            if len(found) > _MOST:
                return None
        elif part.company not in passed:
            way.append(part)
            passed.add(part.company)
            waiting.append(iter(leading.get(part.company, ())))
    return None


def last_steps(head: str, company: str, leading: Leading, share: Share) -> list[Path]:
    """Return one way for each direct holder: the shortest to it, with all that comes through it."""
    first = _shortest(head, leading)
    found = []
    for part in (each for several in leading.values() for each in several):
        if part.company == company and part.holder in first:
            low, high = share(part.holder)
            way = [*_back(head, part.holder, first), part]
            path = _path(head, way)
            found.append(evolve(path, low=low * part.low * 100, high=high * part.high * 100))
    return found


def _path(head: str, way: Sequence[Part]) -> Path:
    low, high = Fraction(100), Fraction(100)
    for each in way:
        low, high = low * each.low, high * each.high
    through = (head, *(each.company for each in way[:-1]))
    return Path(through=through, low=low, high=high, held=tuple(each.held for each in way))


def _shortest(head: str, leading: Leading) -> dict[str, Part | None]:
    """Return the last part of the shortest way to each holder; none to the head."""
    found: dict[str, Part | None] = {head: None}
    waiting = [head]
    for name in waiting:
        for part in leading.get(name, ()):
            if part.company not in found:
                found[part.company] = part
                waiting.append(part.company)
    return found


def _back(head: str, name: str, first: Mapping[str, Part | None]) -> list[Part]:
    way: list[Part] = []
    while (part := first[name]) is not None and name != head:
        way.append(part)
        name = part.holder
    return way[::-1]
