"""Read of a large log only what a question rests on: of that it answers as all of it would.

A question says what it is about to a `Reach`, which loads it: entities, days, types
of facts, and all that is told of the companies among them. See `api/wants.py`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from timeline.api.naming import match, unknown
from timeline.facts import references
from timeline.facts.deals import DealMoved
from timeline.facts.fact import Fact
from timeline.facts.known_as import foldings
from timeline.facts.places import NAMED
from timeline.facts.records import EntityDescribed, root_of
from timeline.facts.strategy import (
    CommitmentMade,
    ProgrammeMoved,
    SpendingReported,
    StrategyStated,
)
from timeline.views.ahead import load_ahead
from timeline.views.claims import touched
from timeline.views.differing_through import edges
from timeline.views.filing import Filing
from timeline.views.in_force import InForce, LeftOut
from timeline.views.knowledge import Knowledge
from timeline.views.larger import parts_of
from timeline.views.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from timeline.facts.entry import Commit, Recorded
    from timeline.facts.fact import Event
    from timeline.facts.places import Place
    from timeline.store.held import Held
    from timeline.store.log import Log

    Want = Callable[["Reach"], None]

__all__ = ["LARGE", "Reach", "is_large", "part_of"]

LARGE = 20_000
"""Events of a log up to which all are read: that takes about a second."""


def part_of(
    log: Log, commits: Iterable[Commit], commit: Commit | None, want: Want | None
) -> Filing | None:
    """Return what is recorded up to a commit on which a question rests.

    None where the whole log is to be read, of which these are the `commits`: it is
    small, an older program's, or the question (None) rests on all of it.

    Raises:
        NotFound: nobody goes by a name.
        NameAmbiguous: several do.
    """
    if commit is None or want is None or not is_large(commits, commit):
        return None
    with log.held() as events:
        if events is None:
            return None
        reach = Reach(events, commit)
        want(reach)
        return reach.all()


def is_large(commits: Iterable[Commit], commit: Commit) -> bool:
    """Tell whether so much is recorded up to a commit that it is not read whole."""
    return sum(each.events for each in commits if each.number <= commit.number) > LARGE


class Reach:
    """What is loaded of a log up to a commit, since an answer rests on it."""

    def __init__(self, held: Held, commit: Commit) -> None:
        """Load nothing yet."""
        self._held, self._commit = held, commit
        self._filing = Filing.over(lambda places: self._then(held.under(places)))
        self._found: dict[int, Recorded] = {}
        self._of: dict[str, list[Recorded]] = {}

    def all(self) -> Filing:
        """Return all that was loaded, with how whatever it names is described."""
        several = self.loaded()
        names = {name for each in several for _, name in references.entities(each.event)}
        self._filing.ahead(("entity", each) for each in names)
        self._filing.ahead(("entity", each) for each in {*self._owners(names)})
        return Filing().all(self.loaded())

    def entity(self, name: str) -> str:
        """Return the id of the entity that goes by a name.

        It is found among those that were ever called so, each as it was last described.
        Where there is none all are read, for the nearest.
        """
        if self._filing.under("entity", name):
            return name
        called = self._then(self._held.under([(NAMED, each) for each in foldings(name)]))
        ids = {each.event.entity for each in called if isinstance(each.event, EntityDescribed)}
        self._filing.ahead(("entity", each) for each in ids)
        described = {each: self.knowledge().entity(each) for each in ids}
        found = match(name, {id_: each for id_, each in described.items() if each is not None})
        if found is None:
            raise unknown(name, self._held.described(self._commit.number))
        return found

    def facts(self, several: Iterable[Recorded]) -> list[Recorded]:
        """Load facts that are here already, with what is asked to weigh them."""
        told = self.weighing(several)
        self._found |= {each.position: each for each in told}
        return told

    def weighing(self, several: Iterable[Recorded]) -> list[Recorded]:
        """Load what is asked to weigh facts, and not the facts themselves."""
        told = [each for each in several if isinstance(each.event, Fact)]
        load_ahead(self._filing, weighing=[each.event for each in told])
        return told

    def here(self) -> list[Recorded]:
        """Return the facts that are loaded by now."""
        return [each for each in self.loaded() if isinstance(each.event, Fact)]

    def within(self, first: date, last: date) -> list[Recorded]:
        """Return the facts that may be of some days, not loaded yet; see `facts`."""
        return self._then(self._held.within(first, last))

    def at(self, positions: Sequence[int]) -> list[Recorded]:
        """Return the events at positions, not loaded yet; see `facts`."""
        return self._then(self._held.at(positions))

    def of_types(self, types: Collection[str]) -> list[Recorded]:
        """Return the facts of some types, not loaded yet; see `facts`."""
        return self._then(self._held.of_types(types))

    def about(self, names: Iterable[str]) -> list[Recorded]:
        """Load the facts about some, and all moves of the deals among them."""
        several = list(dict.fromkeys(names))
        load_ahead(self._filing, about=several)
        return [each for name in several for each in self._about(name)]

    def deals(self, names: Iterable[str]) -> list[Recorded]:
        """Load all moves of some deals."""
        several = list(dict.fromkeys(names))
        load_ahead(self._filing, deals=several)
        return [each for name in several for each in self._filing.under("deal", name)]

    def fact(self, name: str) -> InForce | LeftOut | None:
        """Load a fact by its id, whatever it was called, and what puts it right; return it."""
        known = self.knowledge()
        found = known.fact(name)
        if isinstance(found, LeftOut) and found.by is not None:
            known.fact(found.by)
        return found

    def like(self, name: str) -> None:
        """Load the facts whose ids are most like a name, which is none: they are the hint."""
        self.facts(self._then(self._held.like(name, until=self._commit.number)))

    def named(self, names: Iterable[str]) -> dict[str, InForce | LeftOut | None]:
        """Load facts by their ids, whatever they were called, at one go; return them."""
        several = [*names]
        places: list[Place] = []
        for each in several:
            root, _ = root_of(each)
            places += [("fact", root), ("renamed", root), ("statement", root)]
            places.append(("statement id", each))
        found = self._filing.ahead(places)
        load_ahead(self._filing, weighing=[each.event for each in found])
        known = self.knowledge()
        return {each: known.fact(each) for each in several}

    def parts(self) -> None:
        """Load the facts that are told to be a part of those that are here."""
        known = self.knowledge()
        for each in self.here():
            if isinstance(each.event, Fact):
                self.facts(parts_of(each.event, known))

    def at_line(self, file: str, line: int) -> list[Recorded]:
        """Load the fact that was recorded from a line of a file: the last to begin by it."""
        return self.facts(self._held.at_line(file, line, until=self._commit.number))

    def describe(self, names: Iterable[str]) -> None:
        """Load how entities are described."""
        self._filing.ahead(("entity", each) for each in names)

    def units(self, names: Iterable[str]) -> set[str]:
        """Load which programmes and units have these for their owners, and return them too."""
        several = {*names}
        self._filing.ahead(("owned", each) for each in several)
        known = self.knowledge()
        for name in tuple(several):
            for each in self._filing.under("owned", name):
                unit = getattr(each.event, "entity", "")
                described = known.entity(unit)
                if described is not None and described.owner == name:
                    several.add(unit)
        return several

    def held_by(self, holders: Iterable[str]) -> set[str]:
        """Load what is told of holders; return the companies of whose ownership that speaks."""
        return {name for each in self.about(holders) for name in touched(each.event)}

    def below(self, names: Iterable[str]) -> set[str]:
        """Load all that is told of some, of what they hold, of what that holds, and so on."""
        met, waiting = set[str](), {*names}
        while waiting:
            met |= waiting
            waiting = self.held_by(waiting) - met
        return met

    def beside(self, names: Iterable[str]) -> set[str]:
        """Load what is told of some, of what they hold in turn, and of all by whom that is held.

        Of those above, what they hold besides is left out; see `differing_through.Reach`.
        """
        met, waiting = set[str](), {*names}
        while waiting:
            met |= waiting
            told = edges(each.event for each in self.about(waiting))
            self._of |= {name: [*self._about(name)] for name in waiting}
            waiting = {company for holder, company in told if holder in waiting} - met
        waiting = {*met}
        while waiting:
            told = edges(each.event for name in waiting for each in self.of(name))
            waiting = {holder for holder, company in told if company in waiting} - met
            met |= waiting
        return met

    def of(self, name: str) -> list[Recorded]:
        """Load the facts about one, and all moves of its deals.

        Where they are many, not the stakes that it has in others.
        """
        if name not in self._of:
            few = self._held.about_but_stakes(name)
            if few is None:
                self._of[name] = self.about([name])
            else:
                several = self.facts(self._then(few))
                moves = self.deals(
                    each.event.deal for each in several if isinstance(each.event, DealMoved)
                )
                self._of[name] = [*several, *moves]
        return self._of[name]

    def called(self, name: str) -> set[str]:
        """Load whoever was ever called by a name, each as described; return their ids."""
        several = self._then(self._held.under([(NAMED, each) for each in foldings(name)]))
        ids = {
            str(each.event.entity) for each in several if isinstance(each.event, EntityDescribed)
        }
        if self._filing.under("entity", name):
            ids.add(name)
        self.describe(ids)
        return ids

    def between(self, first: int, last: int) -> None:
        """Load the events from one position to another, with what is asked to weigh them."""
        several = self._then(self._held.between(first, last))
        load_ahead(self._filing, weighing=[each.event for each in several])
        self._found |= {each.position: each for each in several}

    def documents(self, names: Iterable[str]) -> None:
        """Load how documents are described."""
        self._filing.ahead(("document", each) for each in names)

    def complete(self, facts: Iterable[Event]) -> None:
        """Load all that is told of the companies, deals and programmes of which facts tell."""
        several = list(facts)
        moves = self.deals(each.deal for each in several if isinstance(each, DealMoved))
        names = {
            name for each in (*several, *(one.event for one in moves)) for name in touched(each)
        }
        names |= {each.programme for each in several if isinstance(each, ProgrammeMoved)}
        self.about(names)

    def endings(self) -> None:
        """Load what says that any statement that is loaded ended."""
        known = self.knowledge()
        for each in self.loaded():
            if isinstance(each.event, StrategyStated | CommitmentMade | SpendingReported):
                for name in known.stated.names(root_of(each.event.id)[0]):
                    self.facts(self._filing.under("ending", name))

    def knowledge(self, known: date | None = None) -> Knowledge:
        """Weigh by what the public knew by a day; what is asked for beyond is loaded."""
        question = Question(on=date.max, known=known, recorded=self._commit.number)
        return Knowledge(self._filing, question)

    def loaded(self) -> list[Recorded]:
        """Return all that is loaded by now, in order of position."""
        found = {each.position: each for each in self._filing.loaded} | self._found
        return [found[position] for position in sorted(found)]

    def _about(self, name: str) -> Iterator[Recorded]:
        for each in self._filing.under("about", name):
            yield each
            if isinstance(each.event, DealMoved):
                yield from self._filing.under("deal", each.event.deal)

    def _owners(self, names: Iterable[str]) -> Iterator[str]:
        for name in names:
            for each in self._filing.under("entity", name):
                if isinstance(each.event, EntityDescribed) and each.event.owner is not None:
                    yield each.event.owner

    def _then(self, several: Iterable[Recorded]) -> list[Recorded]:
        """Leave out what was recorded later."""
        return [each for each in several if each.commit <= self._commit.number]
