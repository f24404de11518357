"""Bring old payloads up to the present version of their type, one version a step.

An upcast is a pure function from the fields of one version to those of the
next, listed under the stored name and the version that it starts from. Nothing
in the log is rewritten: the upcast runs on reading. Each old payload is kept
as test data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeline.errors import TimelineError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["UPCASTS", "Payload", "UpcastMissing", "upcast"]

Payload = dict[str, Any]

UPCASTS: dict[tuple[str, int], Callable[[Payload], Payload]] = {}


class UpcastMissing(TimelineError):
    """An event was written in a version that this program cannot read."""

    def __init__(self, kind: str, version: int, present: int) -> None:
        """Name the type, the version that it has, and the one that is known."""
        newer = version > present
        super().__init__(
            f"a “{kind}” of version {version} cannot be read; this program knows {present}",
            "a newer deal-timeline wrote it: upgrade" if newer else "no upcast starts there",
        )


def upcast(
    payload: Mapping[str, Any],
    *,
    to: int,
    steps: Mapping[tuple[str, int], Callable[[Payload], Payload]] = UPCASTS,
) -> Payload:
    """Return a payload's fields in version `to`; the payload itself is left as it is."""
    fields = dict(payload)
    kind, version = str(fields["type"]), int(fields["version"])
    while version != to:
        step = steps.get((kind, version))
        if step is None or version > to:
            raise UpcastMissing(kind, version, to)
        fields = step(fields)
        version += 1
        fields["version"] = version
    return fields
