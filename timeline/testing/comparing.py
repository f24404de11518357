"""Say why a comparison failed in which answers take part: alone, in a list, or in a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from timeline.testing.answered import Answered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Explains", "Problems", "Stakes", "explained"]

_MOST = 3


@runtime_checkable
class Explains(Protocol):
    """An answer that can say why it is not what was expected."""

    def difference(self, expected: object) -> list[str]:
        """Say why."""


class Problems(list[str]):
    """What `timeline check` says, a line each; `rules` has the rule that each breaks."""

    def __init__(self, told: Mapping[str, str] | None = None) -> None:
        """Take each line with its rule."""
        super().__init__(told or {})
        self.rules = [] if told is None else [*told.values()]

    def difference(self, expected: object) -> list[str]:
        """Say each problem that is not expected, and what was expected and is none."""
        wanted = list(expected) if isinstance(expected, list | tuple) else []
        found = [each for each in self if each not in wanted]
        return [*found, *(f"no problem: {each}" for each in wanted if each not in self)]


class Stakes(dict[str, Answered]):
    """Holdings by the id of whom they are of; equal to a plain table, whose keys are any names.

    `known` gives the id that goes by a name, `ask` the holding of one who is not here.
    """

    def __init__(
        self,
        rows: Mapping[str, Answered],
        known: Callable[[str], str],
        ask: Callable[[str], Answered],
    ) -> None:
        """Take the holdings."""
        super().__init__(rows)
        self._known, self._ask = known, ask

    def __eq__(self, other: object) -> bool:
        """Compare with a table."""
        return dict.__eq__(self, self._by_id(other)) if isinstance(other, Mapping) else False

    def __ne__(self, other: object) -> bool:
        """Compare with a table."""
        return not self == other

    __hash__ = None

    def _by_id(self, table: Mapping[str, object]) -> dict[str, object]:
        return {self._known(name): stake for name, stake in table.items()}

    def difference(self, expected: object) -> list[str]:
        """Say of each holding that differs why."""
        table = self._by_id(expected) if isinstance(expected, Mapping) else {}
        lines = []
        for name in dict.fromkeys([*table, *self]):
            stake = self.get(name) or self._ask(name)
            if name not in table or name not in self or stake != table[name]:
                lines += stake.difference(table.get(name, "left out"))
        return lines


def explained(left: object, right: object) -> list[str] | None:
    """Say why `left == right` does not hold; None where no answer takes part."""
    for answer, expected in ((left, right), (right, left)):
        if isinstance(answer, Explains):
            return [f"{_shown(left)} == {_shown(right)}", *answer.difference(expected)]
    lines = [line for each in list(_pairs(left, right))[:_MOST] for line in each]
    return [f"{_shown(left)} == {_shown(right)}", *lines] if lines else None


def _shown(value: object) -> str:
    """Return a value as it is, or how many problems there are: each is said below."""
    if isinstance(value, Problems):
        return f"<{len(value)} problems>"
    return repr(value)


def _pairs(left: object, right: object) -> Iterator[list[str]]:
    """Give why each answer within two lists or tables is not its fellow."""
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        several = [(left[each], right[each]) for each in left if each in right]
    elif isinstance(left, list | tuple) and isinstance(right, list | tuple):
        several = list(zip(left, right, strict=False))
    else:
        return
    for pair in several:
        for answer, expected in (pair, pair[::-1]):
            if isinstance(answer, Answered) and answer != expected:
                yield answer.difference(expected)
                break
