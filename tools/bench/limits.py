"""Say which limit stands in the way of a goal that is not met, as a profile showed it."""

from __future__ import annotations

__all__ = ["LIMITS"]

LIMITS: dict[str, str] = {
    "record-small": (
        "opening and closing a DuckDB file takes most of it, as the row of the plain file that is"
        " opened for one claim shows. A log is not held open between commits, so that it is never"
        " closed to others."
    ),
}
"""What the page says of a question, by its name, where one of its goals is not met."""
