"""Chain commits by hash."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.facts.chain import (
    BATCH,
    ORIGIN,
    Sealing,
    digest_of,
    log_name,
    ordered,
    seal,
    unordered,
)

_AT = datetime(2026, 11, 21, 7, tzinfo=UTC)
_DIGESTS = st.lists(st.integers().map(lambda each: digest_of(str(each))), max_size=6)


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_digest_is_of_the_bytes_that_utf_8_writes() -> None:
    assert digest_of("持股") == hashlib.sha256("持股".encode()).hexdigest()


def test_a_head_is_the_hash_of_canonical_json() -> None:
    """The format for ever: this text never changes."""
    one = digest_of("{}")
    sealed = seal(number=1, at=_AT, message="持股", prior=ORIGIN, digests=[one])
    assert sealed.commit.head == _sha(
        '{"at":"2026-11-21T07:00:00.000Z",'
        f'"digests":"{_sha(_sha(one))}","events":1,"message":"持股","number":1,'
        f'"prior":"{ORIGIN}","unordered":"{one}"}}'
    )
    assert sealed.commit.head == "7141e2997ff2f8c1559b90e4981cec10e82d114cb65d50a854c0394c4cd8d40f"


@pytest.mark.parametrize("count", [BATCH - 1, BATCH, BATCH + 1])
def test_digests_are_hashed_in_batches(count: int) -> None:
    digests = [f"{each:064x}" for each in range(count)]
    batches = [_sha("".join(digests[:BATCH]))]
    if count > BATCH:
        batches.append(_sha("".join(digests[BATCH:])))
    assert ordered(iter(digests)) == _sha("".join(batches))


@pytest.mark.parametrize("size", [1, 2, 3, 100])
@given(_DIGESTS, _DIGESTS)
def test_digests_that_come_one_by_one_come_to_the_same(
    size: int, some: list[str], others: list[str]
) -> None:
    of: dict[str, Any] = {"number": 1, "at": _AT, "message": "", "prior": ORIGIN}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("timeline.facts.chain.BATCH", size)
        sealing = Sealing()
        for each in some:
            sealing.add(each)
        sealing.add_all(others)
        for each in some:
            sealing.add(each)
        sealed = seal(digests=[*some, *others, *some], **of)
        assert sealing.sealed(**of) == sealed
        assert sealed.digests == ordered([*some, *others, *some])


def test_the_sum_of_digests_wraps_round() -> None:
    assert unordered(["f" * 64, f"{2:064x}"]) == f"{1:064x}"


@given(_DIGESTS.flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))))
def test_another_order_changes_one_hash_and_not_the_other(
    pair: tuple[list[str], list[str]],
) -> None:
    digests, other = pair
    assert unordered(other) == unordered(digests)
    assert (ordered(other) == ordered(digests)) == (other == digests)


@given(_DIGESTS, _DIGESTS)
def test_other_digests_change_both(one: list[str], other: list[str]) -> None:
    if sorted(one) != sorted(other):
        assert unordered(one) != unordered(other)
        assert ordered(one) != ordered(other)


def test_a_log_is_named_by_the_beginning_of_its_first_head() -> None:
    assert log_name("0123456789abcdef" * 4) == "0123456789ab"
