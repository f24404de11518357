"""Gather what the choices leave of several holdings, one choice after the other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from timeline.views.claims import Key
    from timeline.views.fitting import Fitting, Options
    from timeline.views.level import Level
    from timeline.views.parts import Part

__all__ = ["Left"]


class Left:
    """What is left of several holdings by the choices gone through so far.

    What is the same in every choice, the `fixed`, is gathered only if some choice cuts it.
    """

    def __init__(self, fixed: Mapping[Key, Options]) -> None:
        """Begin with nothing left of any of them."""
        self.parts: defaultdict[Key, dict[Level, list[Part]]] = defaultdict(dict)
        self.uncut: defaultdict[Key, set[Level]] = defaultdict(set)
        self.limits: set[Key] = set()
        self.worlds = 0
        self._fixed = fixed
        self._cut: defaultdict[Key, int] = defaultdict(int)
        self._added: set[int] = set()

    def add(self, varying: Mapping[Key, Options], fitting: Fitting) -> None:
        """Add what one choice leaves, and what it would without the cap."""
        self.limits |= fitting.limits
        for key, one in varying.items():
            if id(one) not in self._added:
                self._would(key, one.parts)
        if not fitting.fits:
            return
        self.worlds += 1
        for key, parts in fitting.cut.items():
            self._cut[key] += 1
            self._leave(key, parts)
        for key, one in varying.items():
            if key not in fitting.cut and id(one) not in self._added:
                self._added.add(id(one))
                self._leave(key, one.parts)

    def end(self) -> None:
        """Add what is the same in every choice where some of them cut it, but not all."""
        for key, times in self._cut.items():
            if key in self._fixed:
                self._would(key, self._fixed[key].parts)
                if times < self.worlds:
                    self._leave(key, self._fixed[key].parts)

    def bears_on(self, key: Key) -> bool:
        """Tell whether what is chosen bears on a holding."""
        return key in self.parts or key not in self._fixed

    def _would(self, key: Key, parts: Iterable[Part]) -> None:
        self.uncut[key].update([each.level for each in parts])

    def _leave(self, key: Key, parts: Iterable[Part]) -> None:
        for each in parts:
            self.parts[key].setdefault(each.level, []).append(each)
