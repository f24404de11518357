"""Look through control: what the companies under one control hold together."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.dates import Certainty
from timeline.views.control import Controlled
from timeline.views.held import Held
from timeline.views.level import Level
from timeline.views.question import both, worst

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from timeline.views.ownership import Ownership

__all__ = ["GroupStake", "Groups", "Member", "Path", "group_stakes"]


@frozen(kw_only=True)
class Member:
    """A company under a group's control: the way there, and how sure it is.

    `through` begins with the head of the group and ends with the member;
    `stands` tells of the days alone, `certainty` also of what is known of them.
    """

    entity: str
    through: tuple[str, ...]
    stands: Certainty
    certainty: Certainty
    controls: tuple[Controlled, ...] = field(default=(), eq=False)


@frozen(kw_only=True)
class Path:
    """One way in which a group holds: through whom, and the holding at the end of it.

    What is not `told` is only possibly held.
    """

    through: tuple[str, ...]
    held: Held
    member: Member
    told: bool = True


@frozen(kw_only=True)
class GroupStake:
    """What a group holds of one company: one row a company, with its paths."""

    holder: str
    company: str
    interest: str
    class_: str
    unit: str
    paths: tuple[Path, ...]

    @property
    def certainty(self) -> Certainty:
        """Possible where any holding or any control on the way is."""
        return worst(both(each.held.certainty, each.member.certainty) for each in self.paths)

    @property
    def exists(self) -> Certainty:
        """Tell how sure it is that anything is held; what surely is nothing has no row."""
        return both(self.certainty, "definite" if self.level.is_something else "possible")

    @property
    def level(self) -> Level:
        """All that is held together; an end is open where one that it is the sum of is."""
        low, high = self.low, self.high
        if low == high:
            return Level(low, high)
        capped = self.unit == "percent" and high != self._most
        return Level(
            low,
            high,
            any(each.held.level.low_open for each in self._least),
            not capped and any(each.held.level.high_open for each in self.paths),
        )

    @property
    def low(self) -> Fraction:
        """The least that is held together: what only possibly is the group's counts for nothing."""
        return sum((each.held.level.low for each in self._least), Fraction(0))

    @property
    def high(self) -> Fraction | None:
        """The most that is held together; no more than the whole of a company."""
        total = self._most
        if total is None or self.unit != "percent":
            return total
        return min(total, Fraction(100))

    @property
    def _least(self) -> tuple[Path, ...]:
        """The paths that are the group's for sure, as far as the days go, and surely held.

        Where nothing is, it is what is the least of what possibly is held.
        """
        of_group = [each for each in self.paths if each.member.stands == "definite"]
        told = tuple(each for each in of_group if each.told)
        if told or len(of_group) < len(self.paths):
            return told
        return (min(of_group, key=lambda each: (each.held.level.low, each.held.level.low_open)),)

    @property
    def _most(self) -> Fraction | None:
        highs = [each.held.level.high for each in self.paths]
        known = [each for each in highs if each is not None]
        return sum(known, Fraction(0)) if len(known) == len(highs) else None


class Groups:
    """The groups of one answer of ownership: made once, asked about many heads."""

    def __init__(self, ownership: Ownership) -> None:
        """Find controls and holdings by their holder."""
        self._day = ownership.question.on
        self._controls: dict[str, list[Controlled]] = {}
        for each in ownership.controls:
            self._controls.setdefault(each.holder, []).append(each)
        self._held: dict[str, list[tuple[int, Held]]] = {}
        for place, held in enumerate(ownership.held):
            for holder in held.key.holders:
                self._held.setdefault(holder, []).append((place, held))

    def members(self, head: str) -> dict[str, Member]:
        """Return everything under one control, the head itself first, each by its shortest way."""
        alone = Member(entity=head, through=(head,), stands="definite", certainty="definite")
        found, waiting = {head: alone}, [alone]
        while waiting:
            waiting = [
                member
                for parent in waiting
                for member in _below(parent, self._controls)
                if _better(member, found)
            ]
        return found

    def stakes(self, head: str) -> list[GroupStake]:
        """Return what a group holds together, by company; not its stakes in itself.

        A company that is only possibly of the group may be outside: its row stays.
        """
        group = self.members(head)
        found = {place: held for name in group for place, held in self._held.get(name, ())}
        rows: dict[tuple[str, str, str, str], list[Path]] = {}
        for _, held in sorted(found.items(), key=lambda each: each[0]):
            inside = group.get(held.key.company)
            if held.level.is_none or (inside is not None and inside.certainty == "definite"):
                continue
            member = max((group[each] for each in held.key.holders if each in group), key=_sureness)
            place = (held.key.company, held.key.interest, held.key.class_, held.key.unit)
            path = Path(
                through=member.through, held=held, member=member, told=held.told_by(self._day)
            )
            rows.setdefault(place, []).append(path)
        return [
            GroupStake(
                holder=head, company=place[0], interest=place[1], class_=place[2], unit=place[3],
                paths=tuple(sorted(paths, key=lambda each: each.through)),
            )
            for place, paths in sorted(rows.items())
        ]  # fmt: skip


def group_stakes(head: str, ownership: Ownership) -> list[GroupStake]:
    """Return what one group holds together, by company; stakes within the group are left out."""
    return Groups(ownership).stakes(head)


def _below(parent: Member, by_holder: Mapping[str, list[Controlled]]) -> Iterator[Member]:
    for each in by_holder.get(parent.entity, ()):
        if each.company not in parent.through:
            yield Member(
                entity=each.company,
                through=(*parent.through, each.company),
                stands=both(parent.stands, each.stands),
                certainty=both(parent.certainty, each.certainty),
                controls=(*parent.controls, each),
            )


def _better(member: Member, found: dict[str, Member]) -> bool:
    """Keep the surest way to a member, the shortest among equals."""
    known = found.get(member.entity)
    if known is None or _sureness(member) > _sureness(known):
        found[member.entity] = member
        return True
    return False


def _sureness(member: Member) -> tuple[bool, bool]:
    """Rank a member: by what is so on the days, then by what is known of it."""
    return member.stands == "definite", member.certainty == "definite"
