"""What the program can do: record a ledger, and answer from its log."""

from __future__ import annotations

from timeline.api.answers import Answers, Own
from timeline.api.recording import Outcome, check, record

__all__ = ["Answers", "Outcome", "Own", "check", "record"]
