"""Say what each question should show, and tell whether it did, from one run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from attrs import frozen

__all__ = [
    "Faster",
    "Goal",
    "Grows",
    "Measured",
    "Memory",
    "PerSecond",
    "Results",
    "Times",
    "Within",
]


@frozen(kw_only=True)
class Measured:
    """What one side took: the median of its rounds in milliseconds, and what came of it.

    `least` and `most` are its quickest and slowest round; `processor` is the
    median time that processors worked, all of them together, which others on the
    machine change little. `memory` is the most that its process ever had, in MB;
    `done` how many facts a round appended; `why` tells, where there are no
    numbers, why not.
    """

    milliseconds: float = 0.0
    least: float = 0.0
    most: float = 0.0
    processor: float = 0.0
    memory: float = 0.0
    done: int = 0
    share: int = 1
    why: str = ""

    @property
    def per_second(self) -> float:
        """How many facts a second."""
        return self.done / self.milliseconds * 1000

    @property
    def whole(self) -> float:
        """How long all facts would take, at the speed measured for a share of them."""
        return self.milliseconds * self.share


Results = Mapping[str, Measured]
"""What the sides of one question took, by their names; ours is called ours."""


class Goal(Protocol):
    """Something that a question should show."""

    @property
    def said(self) -> str:
        """The goal in words."""

    def shown(self, sizes: Mapping[int, Results]) -> tuple[str, bool] | None:
        """Return what was measured, and whether that is enough; None where it cannot be told."""


def _largest(sizes: Mapping[int, Results], *names: str) -> list[Measured] | None:
    """Return what these sides took at the largest size, if all of them were measured."""
    results = sizes[max(sizes)]
    found = [results[name] for name in names if name in results and not results[name].why]
    return found if len(found) == len(names) else None


@frozen
class Within:
    """So many milliseconds at most."""

    limit: float

    @property
    def said(self) -> str:
        """The goal in words."""
        return f"at most {self.limit:,.0f} ms"

    def shown(self, sizes: Mapping[int, Results]) -> tuple[str, bool] | None:
        """Compare the median with the limit."""
        found = _largest(sizes, "ours")
        return (f"{found[0].whole:,.1f} ms", found[0].whole <= self.limit) if found else None


@frozen
class Times:
    """At most so many times what another side takes."""

    factor: float
    side: str

    @property
    def said(self) -> str:
        """The goal in words."""
        return f"at most {self.factor:g}x {self.side}"

    def shown(self, sizes: Mapping[int, Results]) -> tuple[str, bool] | None:
        """Compare the medians."""
        found = _largest(sizes, "ours", self.side)
        if not found:
            return None
        ratio = found[0].whole / found[1].whole
        return f"{ratio:.2f}x", ratio <= self.factor


@frozen
class Faster:
    """Faster than another side by a factor; a side with a share is taken for all facts."""

    factor: float
    side: str

    @property
    def said(self) -> str:
        """The goal in words."""
        return f"{self.factor:g}x faster than {self.side}"

    def shown(self, sizes: Mapping[int, Results]) -> tuple[str, bool] | None:
        """Compare the medians."""
        found = _largest(sizes, "ours", self.side)
        if not found:
            return None
        ratio = found[1].whole / found[0].whole
        return f"{ratio:,.1f}x", ratio >= self.factor


@frozen
class Grows:
    """No slower than so many times what it took at a size before the largest."""

    factor: float
    begins: int

    @property
    def said(self) -> str:
        """The goal in words."""
        return f"at most {self.factor:g}x what it takes at {self.begins:,}"

    def shown(self, sizes: Mapping[int, Results]) -> tuple[str, bool] | None:
        """Compare the largest size with the one it began at."""
        found = _largest(sizes, "ours")
        if not found or self.begins not in sizes or max(sizes) == self.begins:
            return None
        ratio = found[0].milliseconds / sizes[self.begins]["ours"].milliseconds
        return f"{ratio:.2f}x", ratio <= self.factor


@frozen
class PerSecond:
    """So many facts a second at least."""

    least: float

    @property
    def said(self) -> str:
        """The goal in words."""
        return f"{self.least:,.0f} a second"

    def shown(self, sizes: Mapping[int, Results]) -> tuple[str, bool] | None:
        """Compare the speed with the least."""
        found = _largest(sizes, "ours")
        return (
            (f"{found[0].per_second:,.0f} a second", found[0].per_second >= self.least)
            if found
            else None
        )


@frozen
class Memory:
    """So many MB at most, in a process of its own."""

    limit: float

    @property
    def said(self) -> str:
        """The goal in words."""
        return f"at most {self.limit:,.0f} MB"

    def shown(self, sizes: Mapping[int, Results]) -> tuple[str, bool] | None:
        """Compare the peak with the limit."""
        found = _largest(sizes, "ours")
        return (f"{found[0].memory:,.0f} MB", found[0].memory <= self.limit) if found else None
