"""Read of a large log only what concerns some entities: of them it answers as all of it would.

What is held by one, or of one, rests on the facts about it and about the
companies of which it holds something, and on what was stated of those facts.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from timeline.api.naming import entity_named
from timeline.facts import references
from timeline.facts.codec import recorded as read_back
from timeline.facts.deals import DealMoved
from timeline.facts.records import EntityDescribed
from timeline.views.ahead import load_ahead
from timeline.views.claims import touched
from timeline.views.filing import Filing
from timeline.views.knowledge import Knowledge
from timeline.views.question import Question

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from timeline.facts.entry import Commit, Recorded
    from timeline.facts.places import Place
    from timeline.store.log import Log

__all__ = ["LARGE", "part_about"]

LARGE = 20_000
"""Events of a log up to which all are read: that takes about a second."""


def part_about(
    log: Log,
    commits: Iterable[Commit],
    commit: Commit | None,
    *,
    holder: str | None = None,
    company: str | None = None,
) -> Filing | None:
    """Return what is recorded up to a commit that concerns a holder, a company, or both.

    None where the whole log is to be read, of which these are the `commits`: it is small.

    Raises:
        NotFound: nobody goes by a name.
        NameAmbiguous: several do.
    """
    held = sum(each.events for each in commits if commit and each.number <= commit.number)
    if commit is None or held <= LARGE or (holder is None and company is None):
        return None
    part = _Part(log, commit)
    head, of = (each and part.entity(each) for each in (holder, company))
    part.load({of} if of else part.held_by(head or ""))
    return Filing().all(part.filing.loaded)


class _Part:
    """A filing over a log up to a commit, into which is loaded what an answer rests on."""

    def __init__(self, log: Log, commit: Commit) -> None:
        self.log, self.commit = log, commit
        self.filing = Filing.over(self._read)

    def entity(self, name: str) -> str:
        """Return the id of the entity that goes by a name; to find it, all of them are read."""
        if self.filing.under("entity", name):
            return name
        types = [EntityDescribed.TYPE]
        commits, stored = self.log.history(lambda _: self.commit, types=types)
        known = Knowledge(Filing().all(read_back(stored, commits)), Question(on=date.max))
        found = entity_named(name, known.entities)
        self.filing.ahead([("entity", found)])
        return found

    def held_by(self, holder: str) -> set[str]:
        """Return the companies of whose ownership facts about a holder speak."""
        load_ahead(self.filing, about=[holder])
        return {name for each in self._about(holder) for name in touched(each.event)}

    def load(self, companies: Collection[str]) -> None:
        """Load all that is told of companies, and how those that it names are described."""
        load_ahead(self.filing, about=companies)
        told = [each for name in companies for each in self._about(name)]
        names = {name for each in told for _, name in references.entities(each.event)}
        self.filing.ahead(("entity", each) for each in {*names, *companies})
        owners = {
            owner
            for name in names
            for each in self.filing.under("entity", name)
            if (owner := getattr(each.event, "owner", None))
        }
        self.filing.ahead(("entity", each) for each in owners)

    def _about(self, name: str) -> Iterable[Recorded]:
        """Give the facts about an entity, and the moves of the deals among them."""
        for each in self.filing.under("about", name):
            yield each
            if isinstance(each.event, DealMoved):
                yield from self.filing.under("deal", each.event.deal)

    def _read(self, places: Collection[Place]) -> list[Recorded]:
        return [each for each in self.log.under(places) if each.commit <= self.commit.number]
