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
from itertools import islice
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


def seal(*, number: int, at: datetime, message: str, prior: str, digests: Iterable[str]) -> Sealed:
    """Make a commit of events with these digests, after the commit whose head is `prior`.

    They may be a stream: each is looked at once.
    """
    whole, total, count = hashlib.sha256(), 0, 0
    for batch in _batches(digests):
        whole.update(_hashed(batch))
        total += sum(int(each, 16) for each in batch)
        count += len(batch)
    sums = (whole.hexdigest(), f"{total % _MODULUS:064x}")
    head = head_of(number, stamp(at), message, count, prior, *sums)
    commit = Commit(number=number, at=at, message=message, events=count, prior=prior, head=head)
    return Sealed(commit, *sums)


def log_name(first_head: str) -> str:
    """Name a log by its first commit's head: the first twelve characters."""
    return first_head[:_NAME]
