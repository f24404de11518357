"""Find what a log holds that concerns a ledger: of a small log all of it, of a large one a part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.api import parts
from timeline.facts import references
from timeline.facts.codec import recorded as read_back
from timeline.facts.codec import withdrawn
from timeline.facts.companies import CompanyDissolved, CompanyFounded, CompanyMerged
from timeline.facts.entry import Recorded
from timeline.facts.records import DocumentDescribed, EntityDescribed, root_of
from timeline.views.claims import touched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.facts.fact import Event, Fact
    from timeline.facts.places import Place
    from timeline.record.drafts import Ledger
    from timeline.store.held import Held
    from timeline.store.log import Log

__all__ = ["Beside", "beside", "named"]

_LIVES = (CompanyFounded, CompanyDissolved, CompanyMerged)


@frozen(kw_only=True)
class Beside:
    """What a ledger is compared with: recorded events, and whether they are all of the log.

    `withdrawn` has the digests of the words that were withdrawn, by the events' ids.
    """

    events: tuple[Recorded, ...] = ()
    withdrawn: Mapping[str, str] = field(factory=dict)
    whole: bool = True


def beside(log: Log | None, ledger: Ledger) -> Beside:
    """Return what a log holds that a ledger is compared with.

    Of a large log that is what was recorded from such files, what they name, and all
    that is told of the companies, deals and programmes of which their facts tell.
    Expectations rest on all.
    """
    if log is None or not log.exists:
        return Beside()
    commits = log.commits()
    if commits and parts.is_large(commits, commits[-1]) and not ledger.expectations:
        with log.held() as held:
            if held is not None:
                part = _part(held, parts.Reach(held, commits[-1]), ledger)
                return Beside(events=tuple(part), withdrawn=held.withdrawn(), whole=False)
    commits, stored = log.history()
    return Beside(events=tuple(read_back(stored, commits)), withdrawn=withdrawn(stored))


def _part(held: Held, reach: parts.Reach, ledger: Ledger) -> list[Recorded]:
    several = held.of_files(ledger.files, whole=ledger.whole)
    several += held.found(lambda each: named(ledger, each))
    facts = [each.event for each in ledger.facts]
    reach.facts(several)
    reach.complete(facts)
    told = {name for each in facts for name in _told(each)}
    reach.about(told)
    others = {name for each in facts for _, name in references.entities(each)} - told
    lives = held.under([("about", name) for name in others]) if others else []
    reach.facts(each for each in lives if isinstance(each.event, _LIVES))
    reach.endings()
    every = {each.position: each for each in (*several, *reach.all().events)}
    return [every[position] for position in sorted(every)]


def _told(fact: Fact) -> Iterator[str]:
    """Give whom a fact is about, but for those that hold: much is told of some holders."""
    companies = set(touched(fact))
    yield from companies or {name for _, name in references.entities(fact)}


def named(ledger: Ledger, found: Recorded | None) -> set[Place]:
    """Return where that is which files name, or one event found: by which it is compared."""
    if found is not None:
        event = found.event
        return set() if isinstance(event, DocumentDescribed | EntityDescribed) else {*_of(event)}
    drafts = (
        *ledger.documents, *ledger.entities, *ledger.facts,
        *ledger.corrections, *ledger.retractions, *ledger.confirmations,
    )  # fmt: skip
    places = {place for each in drafts for place in _of(each.event)}
    places |= {("entity", name) for each in drafts for _, name in references.entities(each.event)}
    places |= {("document", name) for each in drafts for name in references.documents(each.event)}
    return places | {("fact", each.was) for each in ledger.facts if each.was}


def _of(event: Event) -> Iterator[Place]:
    """Give where an event itself would be, what was stated of it, and the facts that it names."""
    if isinstance(event, DocumentDescribed):
        yield "document", event.document
    elif isinstance(event, EntityDescribed):
        yield "entity", event.entity
    names = [event.id, *(name for _, name in references.facts(event))]
    for name in names:
        root = root_of(name)[0]
        yield from (("fact", root), ("statement", root), ("renamed", root), ("statement id", name))
