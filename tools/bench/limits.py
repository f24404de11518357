"""Say which limit stands in the way of a goal that is not met, as a profile showed it."""

from __future__ import annotations

__all__ = ["LIMITS"]

LIMITS: dict[str, str] = {}
"""What the page says of a question, by its name, where one of its goals is not met."""
