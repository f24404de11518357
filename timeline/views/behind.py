"""Find who stands behind a holder on a day: those that control it, and those that control them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.views.question import both

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from timeline.dates import Certainty
    from timeline.views.control import Controlled

__all__ = ["behind"]


def behind(
    holder: str, controls: Callable[[str], Iterable[Controlled]]
) -> dict[str, Certainty]:  # fmt: skip
    """Return the holder itself and everyone behind it, each as surely as its surest way is."""
    found: dict[str, Certainty] = {holder: "definite"}
    waiting = [holder]
    while waiting:
        company = waiting.pop()
        for each in controls(company):
            sure = both(found[company], each.certainty)
            if each.holder not in found or (found[each.holder], sure) == ("possible", "definite"):
                found[each.holder] = sure
                waiting.append(each.holder)
    return found
