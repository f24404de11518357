"""Spread work over several processes, batch by batch, in order."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, TypeVar

from timeline.api.collecting import seldom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

__all__ = ["spread"]

T = TypeVar("T")


def spread(
    work: Callable[..., T], batches: Iterable[tuple[Any, ...]], workers: int
) -> Iterator[T]:  # fmt: skip
    """Give what work makes of each batch, in their order; one worker is this process.

    Several are processes, as those of `multiprocessing`, and no batch is made before
    they are about to be done with those before it.
    """
    if workers == 1:
        yield from (work(*batch) for batch in batches)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    context = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=seldom) as pool:
        pending: deque[Future[T]] = deque()
        for batch in batches:
            pending.append(pool.submit(work, *batch))
            if len(pending) > 2 * workers:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
