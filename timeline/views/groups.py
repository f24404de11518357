"""Look through control: what the companies under one control hold together."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import field, frozen

from timeline.dates import Certainty
from timeline.views.composing import Controlled, Held
from timeline.views.question import both, worst

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.views.ownership import Ownership

__all__ = ["GroupStake", "Member", "Path", "group_stakes", "members"]


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
    """One way in which a group holds: through whom, and the holding at the end of it."""

    through: tuple[str, ...]
    held: Held
    member: Member


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
    def low(self) -> Fraction:
        """The least that is held together: what only possibly is the group's counts for nothing."""
        return sum(
            (each.held.level.low for each in self.paths if each.member.stands == "definite"),
            Fraction(0),
        )

    @property
    def high(self) -> Fraction | None:
        """The most that is held together; no more than the whole of a company."""
        highs = [each.held.level.high for each in self.paths]
        if any(each is None for each in highs):
            return None
        total = sum((each for each in highs if each is not None), Fraction(0))
        return min(total, Fraction(100)) if self.unit == "percent" else total


def members(head: str, controls: Iterable[Controlled]) -> dict[str, Member]:
    """Return everything under one control, the head itself first, each by its shortest way."""
    by_holder: dict[str, list[Controlled]] = {}
    for each in controls:
        by_holder.setdefault(each.holder, []).append(each)
    found = {head: Member(entity=head, through=(head,), stands="definite", certainty="definite")}
    waiting = [found[head]]
    while waiting:
        waiting = [
            member
            for parent in waiting
            for member in _below(parent, by_holder)
            if _better(member, found)
        ]
    return found


def _below(parent: Member, by_holder: dict[str, list[Controlled]]) -> Iterator[Member]:
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
    if known is None or (known.certainty, member.certainty) == ("possible", "definite"):
        found[member.entity] = member
        return True
    return False


def group_stakes(head: str, ownership: Ownership) -> list[GroupStake]:
    """Return what a group holds together, by company; stakes within the group are left out."""
    group = members(head, ownership.controls)
    rows: dict[tuple[str, str, str, str], list[Path]] = {}
    for held in ownership.held:
        member = next((group[each] for each in held.key.holders if each in group), None)
        if member is None or held.level.is_none:
            continue
        place = (held.key.company, held.key.interest, held.key.class_, held.key.unit)
        rows.setdefault(place, []).append(Path(through=member.through, held=held, member=member))
    return [
        GroupStake(
            holder=head, company=place[0], interest=place[1], class_=place[2], unit=place[3],
            paths=tuple(sorted(paths, key=lambda each: each.through)),
        )
        for place, paths in sorted(rows.items())
        if place[0] not in group
    ]  # fmt: skip
