"""Hold an answer as the text that a test compares it with, and say what is behind it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Self

from timeline.errors import ValueUnreadable
from timeline.money import Count
from timeline.numbers import Bounds
from timeline.shares import Share
from timeline.views.level import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

    from timeline.views.held import Held

__all__ = ["NOT_TOLD", "Answered", "AnswersUnordered", "Stake", "level_of", "written"]

__tracebackhide__ = True
NOT_TOLD = "not told"


class AnswersUnordered(ValueUnreadable):
    """A test asks which of two answers is more."""

    def __init__(self) -> None:
        """Say what to ask instead."""
        super().__init__(
            "an answer is a text, and “16%” comes before “5%”",
            "ask view.certainly(HOLDER, COMPANY, “>5%”)",
        )


class Answered(str):
    """An answer as text, how sure it is, the facts behind it, and what to say if it differs.

    It equals any text that means the same, and is hashed as its own.
    """

    __slots__ = ("_certainty", "_explain", "_facts")

    _certainty: str
    _facts: tuple[str, ...]
    _explain: Callable[[str], Sequence[str]] | None

    def __new__(
        cls,
        text: str,
        certainty: str = "definite",
        facts: Sequence[str] = (),
        explain: Callable[[str], Sequence[str]] | None = None,
    ) -> Self:
        """Keep what is behind an answer beside its text."""
        made = super().__new__(cls, text)
        made._certainty, made._facts, made._explain = certainty, tuple(facts), explain
        return made

    def __eq__(self, other: object) -> bool:
        """Compare with a text."""
        return self.means(other) if isinstance(other, str) else NotImplemented

    def __ne__(self, other: object) -> bool:
        """Compare with a text."""
        return not self == other

    __hash__ = str.__hash__

    def _unordered(self, _other: object) -> bool:
        raise AnswersUnordered

    __lt__ = __le__ = __gt__ = __ge__ = _unordered

    def means(self, other: str) -> bool:
        """Tell whether a text says the same."""
        return str(self) == str(other)

    @property
    def certainty(self) -> str:
        """How sure the answer is."""
        return self._certainty

    @property
    def facts(self) -> set[str]:
        """The facts behind the answer."""
        return set(self._facts)

    def difference(self, expected: object) -> list[str]:
        """Say why the answer is what it is, and not what was expected."""
        return list(self._explain(str(expected))) if self._explain else []


class Stake(Answered):
    """A holding, as the text of its level; the row that it was read from is `held`."""

    __slots__ = ("_held",)

    _held: Held | None

    def __new__(
        cls, held: Held | None, explain: Callable[[str], Sequence[str]] | None = None
    ) -> Self:
        """Write a level as a file would have it."""
        text = NOT_TOLD if held is None else written(held.level, held.key.unit)
        made = super().__new__(cls, text, explain=explain)
        made._held = held
        return made

    def means(self, other: str) -> bool:
        """Tell whether a text is the same share: `3.30%` is `3.3%`."""
        if str(self) == str(other) or self._held is None or self._held.key.unit != "percent":
            return str(self) == str(other)
        try:
            return level_of(str(other)) == self._held.level
        except ValueUnreadable:
            return False

    @property
    def held(self) -> Held:
        """The row of the answer."""
        if self._held is None:
            raise ValueUnreadable(NOT_TOLD)
        return self._held

    @property
    def certainty(self) -> str:
        """How sure the level is."""
        return self.held.certainty

    @property
    def basis(self) -> str:
        """The rule that gave the level."""
        return self.held.basis

    @property
    def disputed(self) -> bool:
        """Whether claims of one day contradict each other."""
        return self.held.disputed

    @property
    def exists(self) -> str:
        """Whether anything is held at all."""
        return self.held.exists

    @property
    def since(self) -> str | None:
        """The fact that began the level."""
        return None if self.held.since is None else self.held.since.source.id

    @property
    def facts(self) -> set[str]:
        """The facts behind the level; none where nothing is told."""
        return set() if self._held is None else {each.id for each in self._held.sources}

    @property
    def how(self) -> str:
        """Certainty, basis and whether disputed, as one text."""
        return f"{self.certainty}, {self.basis}" + (", disputed" if self.disputed else "")


def written(level: Level, unit: str = "percent") -> str:
    """Write a level as a file would have it."""
    low, high = _decimal(level.low), None if level.high is None else _decimal(level.high)
    if unit == "percent" and high is not None:
        return str(Share(low, high, low_open=level.low_open, high_open=level.high_open))
    return str(Count(Bounds(low, high, low_open=level.low_open, high_open=level.high_open)))


def level_of(text: str) -> Level:
    """Read a share of a company as a level.

    Raises:
        ValueUnreadable: it is none.
    """
    try:
        return Level.of_share(Share.parse(text))
    except ValueUnreadable as fault:
        raise fault.with_traceback(None) from None


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
