"""Put right what was recorded from earlier files where all of them together read otherwise.

What the publisher corrects is a correction of the source, read from the files
themselves. That we had read a part only was our own doing: it is put right at
every state of public knowledge, and only an earlier commit shows the old.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import evolve

from timeline.facts.codec import encode
from timeline.facts.fact import Fact, FactRef
from timeline.facts.records import Corrected, Retracted, acting, revised, root_of
from timeline.formats.imported import Placed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from timeline.facts.fact import Event

__all__ = ["reread", "same"]

_MARK = "-reread"


def reread(
    stated: Sequence[Placed], known: Iterable[Event], ours: Callable[[Fact], bool], why: str
) -> Iterator[Placed]:
    """Give what to record for the log to state just this of what is `ours`, and what it has of it.

    A fact that reads otherwise becomes its own next revision; one that is no
    longer stated is taken back, and restored where it is stated again.
    """
    desk = _Desk(known, ours, why)
    for each in stated:
        if isinstance(each.event, Fact):
            yield from desk.fact(each, each.event)
    yield from desk.facts_gone()
    for each in stated:
        if isinstance(each.event, Corrected):
            yield from desk.correction(each, each.event)
    yield from desk.corrections_gone()


def same(event: Event, before: Event) -> bool:
    """Tell whether an event says what was recorded, whatever file it is told in."""
    now: Event = evolve(event, id=before.id)
    if isinstance(now, Fact) and isinstance(before, Fact):
        now, before = evolve(now, citations=()), evolve(before, citations=())
    return encode(now) == encode(before)


class _Desk:
    """What the log holds of our facts: every revision, what corrects, what was taken back."""

    def __init__(self, known: Iterable[Event], ours: Callable[[Fact], bool], why: str) -> None:
        self.why = why
        self.revisions: defaultdict[str, list[Fact]] = defaultdict(list)
        self.corrections: defaultdict[str, list[Corrected]] = defaultdict(list)
        statements: list[Corrected | Retracted] = []
        for each in known:
            if isinstance(each, Fact) and ours(each):
                self.revisions[root_of(each.id)[0]].append(each)
            elif isinstance(each, Corrected | Retracted):
                statements.append(each)
        self.taken = {each.id for each in statements if isinstance(each, Retracted)}
        in_force = acting(statements)
        self.acting = {each.id for each in in_force}
        self.withdrawn: dict[str, Retracted] = {
            each.of[0]: each for each in in_force
            if isinstance(each, Retracted) and each.id.startswith(f"retracted:{each.of[0]}{_MARK}")
        }  # fmt: skip
        for event in statements:
            if isinstance(event, Corrected) and event.because == "source":
                root = root_of(event.by)[0]
                if root in self.revisions and event.id.startswith(f"corrected:{root}"):
                    self.corrections[root].append(event)
        self.now: dict[str, str] = {}
        self.corrected: set[str] = set()

    def fact(self, placed: Placed, fact: Fact) -> Iterator[Placed]:
        past = sorted(self.revisions.get(fact.id, ()), key=lambda each: root_of(each.id)[1])
        self.now[fact.id] = past[-1].id if past else fact.id
        if not past:
            yield evolve(placed, here=True)
            return
        if same(fact, past[-1]):
            yield evolve(placed, event=past[-1])
        else:
            number = root_of(past[-1].id)[1] + 1
            again = evolve(fact, id=revised(fact.id, number))
            self.now[fact.id] = again.id
            yield evolve(placed, event=again, here=True)
            yield self._put(
                Corrected(
                    id=f"corrected:{again.id}",
                    of=(FactRef(past[-1].id),),
                    by=FactRef(again.id),
                    reason=self.why,
                    because="recording",
                )
            )
        if fact.id in self.withdrawn:
            yield self._taken_back(self.withdrawn[fact.id].id)

    def facts_gone(self) -> Iterator[Placed]:
        """Take back what is stated no longer."""
        for root in self.revisions:
            if root not in self.now and root not in self.withdrawn:
                name, count = f"retracted:{root}{_MARK}", 2
                while name in self.taken:
                    name, count = f"retracted:{root}{_MARK}-{count}", count + 1
                yield self._taken_back(root, name)

    def correction(self, placed: Placed, event: Corrected) -> Iterator[Placed]:
        root = event.by
        past, now = self.corrections.get(root, []), self._correcting(root)
        event = evolve(event, by=FactRef(self.now[root]))
        self.corrected.add(root)
        if now is not None and same(event, now):
            yield evolve(placed, event=now)
            return
        if now is not None:
            yield self._taken_back(now.id)
        number = f":{len(past) + 1}" if past else ""
        yield evolve(placed, event=evolve(event, id=f"corrected:{root}{number}"), here=True)

    def corrections_gone(self) -> Iterator[Placed]:
        for root in self.corrections:
            now = self._correcting(root)
            if root not in self.corrected and now is not None:
                yield self._taken_back(now.id)

    def _correcting(self, root: str) -> Corrected | None:
        past = self.corrections.get(root, ())
        return next((each for each in past if each.id in self.acting), None)

    def _taken_back(self, of: str, name: str = "") -> Placed:
        return self._put(
            Retracted(id=name or f"retracted:{of}", of=(FactRef(of),), reason=self.why,
                      because="recording")
        )  # fmt: skip

    def _put(self, event: Event) -> Placed:
        return Placed(event, None, here=True)
