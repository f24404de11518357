"""Stop the clock of a test: the record clock and “today” stand at one time, and move together."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from timeline.errors import NotFound
from timeline.testing.days import to_day

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Clock", "ClockMissing", "now", "standing", "stopped"]

__tracebackhide__ = True
_MORNING = time(9, tzinfo=UTC)
_TODAY = "TIMELINE_TODAY"
_running: list[Clock] = []


class ClockMissing(NotFound):
    """Neither package that can stop a clock is installed."""

    def __init__(self) -> None:
        """Say what to install."""
        super().__init__(
            "package", "freezegun", hint="the clock fixture needs it, or time-machine: install one"
        )


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, stopper: Any) -> None:  # noqa: ANN401 - of either package
        """Take the handle of whichever package stopped the time."""
        self._stopper = stopper

    def set(self, to: str | date | datetime) -> None:
        """Put the clock to a day, nine in the morning UTC, or to an instant."""
        moment = _instant(to)
        self._stopper.move_to(moment)
        os.environ[_TODAY] = moment.date().isoformat()

    def move(self, **by: float) -> None:
        """Move the clock on: `days=1`, `hours=2`."""
        self.set(self.now() + timedelta(**by))

    def now(self) -> datetime:
        """Return the instant at which the clock stands."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Return the day at which the clock stands."""
        return self.now().date()


def now() -> datetime | None:
    """Return the instant of the clock that a test stopped, None where it stopped none."""
    return _running[-1].now() if _running else None


def stopped() -> Iterator[Clock]:
    """Give a clock that stands still at the present time, and let it go on after."""
    with standing(datetime.now(UTC)) as clock:
        yield clock


@contextmanager
def standing(at: datetime) -> Iterator[Clock]:
    """Let the clock stand at a time, and go on after.

    Raises:
        ClockMissing: neither package that can stop it is installed.
    """
    before = os.environ.get(_TODAY)
    with _stopper(at) as stopper:
        clock = Clock(stopper)
        clock.set(at)
        _running.append(clock)
        try:
            yield clock
        finally:
            _running.remove(clock)
            os.environ.pop(_TODAY, None)
            os.environ.update({} if before is None else {_TODAY: before})


def _stopper(at: datetime) -> Any:  # noqa: ANN401 - of either package
    """Return what stops the time: time-machine where it is installed, else freezegun."""
    try:
        import time_machine

        return time_machine.travel(at, tick=False)
    except ImportError:
        pass
    try:
        import freezegun
    except ImportError:
        raise ClockMissing from None
    return freezegun.freeze_time(at)


def _instant(of: str | date | datetime) -> datetime:
    if isinstance(of, datetime):
        return of
    return datetime.combine(to_day(of), _MORNING)
