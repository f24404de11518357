"""Spread work over several processes, batch by batch, in order."""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar, cast

from timeline.api.collecting import seldom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["spread"]

T = TypeVar("T")


def spread(
    work: Callable[..., T], batches: Iterable[tuple[Any, ...]], workers: int
) -> Iterator[T]:  # fmt: skip
    """Give what work makes of each batch, in their order; one worker is this process.

    Several are processes, as those of `multiprocessing`: they begin at once, so that who
    asked can do something else until it needs what they make. No batch is made before they
    are about to be done with those before it.
    """
    if workers == 1:
        return (work(*batch) for batch in batches)
    results = _spread(work, batches, workers)
    next(results)
    return cast("Iterator[T]", results)


def _spread(
    work: Callable[..., T], batches: Iterable[tuple[Any, ...]], workers: int
) -> Iterator[T | None]:  # fmt: skip
    """Give None as soon as all have something to do, then the results."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    context, waiting = get_context("spawn"), iter(batches)
    with ProcessPoolExecutor(workers, mp_context=context, initializer=seldom) as pool:
        pending = deque(pool.submit(work, *batch) for batch in islice(waiting, 2 * workers + 1))
        yield None
        while pending:
            yield pending.popleft().result()
            pending += [pool.submit(work, *batch) for batch in islice(waiting, 1)]
