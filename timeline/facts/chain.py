"""Chain commits by hash, so that nothing in a log can change unseen.

Four hashes, all SHA-256 in hex, decided once:

- an event's digest, of its payload's UTF-8 bytes;
- a commit's `digests`, of its events' digests in order: each run of 65,536 of
  them is joined and hashed, and those hashes are joined and hashed again;
- a commit's `unordered`: the same digests as numbers, summed modulo 2**256. It
  proves nothing by itself; it tells a changed order from a changed event;
- a commit's head, of the canonical JSON of its fields with the head before it.

Each is computed from a stream in bounded memory, with no database at hand.
"""

from __future__ import annotations

import hashlib
import json
from itertools import chain, islice
from typing import TYPE_CHECKING

from attrs import frozen

from timeline.clock import stamp
from timeline.facts.entry import Commit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

__all__ = [
    "BATCH",
    "ORIGIN",
    "Sealed",
    "Sealing",
    "digest_of",
    "head_of",
    "log_name",
    "ordered",
    "seal",
    "unordered",
]

BATCH = 65_536
ORIGIN = "0" * 64  # the head before the first commit
_MODULUS = 2**256
_NAME = 12  # characters of the first head that name a log


@frozen
class Sealed:
    """A commit with the two hashes of its events that its head covers."""

    commit: Commit
    digests: str
    unordered: str


def ordered(digests: Iterable[str]) -> str:
    """Return the hash of the digests in this order, in batches."""
    whole = hashlib.sha256()
    for batch in _batches(digests):
        whole.update(_hashed(batch))
    return whole.hexdigest()


def _batches(digests: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(digests)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _hashed(batch: Sequence[str]) -> bytes:
    return hashlib.sha256("".join(batch).encode()).hexdigest().encode()


def unordered(digests: Iterable[str]) -> str:
    """Return what the digests come to in any order.

    Raises:
        ValueError: a digest is no hexadecimal number.
    """
    return f"{sum(int(each, 16) for each in digests) % _MODULUS:064x}"


def digest_of(payload: str) -> str:
    """Return an event's digest: the SHA-256 of its payload's UTF-8 bytes, in hex."""
    return hashlib.sha256(payload.encode()).hexdigest()


def head_of(  # noqa: PLR0913, PLR0917 - a head covers seven fields
    number: int, at: str, message: str, events: int, prior: str, digests: str, unordered: str
) -> str:
    """Return a commit's head from its fields; `at` is written as `clock.stamp` does."""
    fields = {
        "number": number,
        "at": at,
        "message": message,
        "events": events,
        "prior": prior,
        "digests": digests,
        "unordered": unordered,
    }
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class Sealing:
    """The digests of a commit's events, as they come: no more than a batch of them is held."""

    def __init__(self) -> None:
        """Hold none yet."""
        self._whole, self._total, self._count = hashlib.sha256(), 0, 0
        self._waiting: list[str] = []

    def add(self, digest: str) -> None:
        """Take the digest of the next event.

        Raises:
            ValueError: it, or one before it, is no hexadecimal number.
        """
        self._waiting.append(digest)
        if len(self._waiting) == BATCH:
            self._hash()

    def add_all(self, digests: Iterable[str]) -> None:
        """Take the digests of all the next events, in their order; see `add`."""
        for batch in _batches(chain(self._waiting, digests)):
            self._waiting = batch
            if len(batch) == BATCH:
                self._hash()

    def sealed(self, *, number: int, at: datetime, message: str, prior: str) -> Sealed:
        """Make the commit of these events, after the commit whose head is `prior`; see `add`."""
        self._hash()
        sums = (self._whole.hexdigest(), f"{self._total % _MODULUS:064x}")
        count = self._count
        head = head_of(number, stamp(at), message, count, prior, *sums)
        commit = Commit(number=number, at=at, message=message, events=count, prior=prior, head=head)
        return Sealed(commit, *sums)

    def _hash(self) -> None:
        """Hash those that wait, if there are any."""
        if self._waiting:
            self._whole.update(_hashed(self._waiting))
            self._total += sum(int(each, 16) for each in self._waiting)
            self._count += len(self._waiting)
            self._waiting = []


def seal(*, number: int, at: datetime, message: str, prior: str, digests: Iterable[str]) -> Sealed:
    """Make a commit of events with these digests, after the commit whose head is `prior`.

    They may be a stream: each is looked at once.
    """
    sealing = Sealing()
    sealing.add_all(digests)
    return sealing.sealed(number=number, at=at, message=message, prior=prior)


def log_name(first_head: str) -> str:
    """Name a log by its first commit's head: the first twelve characters."""
    return first_head[:_NAME]
