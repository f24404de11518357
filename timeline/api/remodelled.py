"""Change only what something newly told bears on in the rows of a company.

A fact about one holding, on a day, bears on few days of its company: what was so on all
others stays in the rows that are kept. Where it may bear on more (an issue of shares, a deal,
a founding, all of the company, whatever is in doubt or puts something right) the company is
told anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeline.api import modelled
from timeline.api.claiming import claims_of
from timeline.facts.ownership import StakeChanged, StakeStated
from timeline.store.kept import Kept
from timeline.store.models import Models
from timeline.views.knowable import Knowable
from timeline.views.ownership import told_of
from timeline.views.respelling import borne_on, respelled

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from timeline.views.claims import Claim, Key
    from timeline.views.knowledge import Knowledge
    from timeline.views.ownership import Told
    from timeline.views.respelling import Stretch
    from timeline.views.spells import Spell

    Row = tuple[Any, ...]
    Rows = dict[object, list[Row]]

__all__ = ["changed"]

_NOTHING = Kept()
_PART = 4  # of the claims on a company, at most one of so many is told of part by part
_STAKES, _CONTROLS = 6, 2  # where a row has its first day; the last stands behind it


def changed(
    knowledge: Knowledge, new: Mapping[str, Collection[int]], kept: Mapping[str, Kept]
) -> Models:
    """Return the rows of companies with new facts, by their positions; those kept are without."""
    knowable = Knowable(knowledge)
    found: list[Models] = []
    anew: list[str] = []
    for name in sorted(new):
        part = _changed(name, knowable, new[name], kept.get(name, _NOTHING))
        if part is None:
            anew.append(name)
        else:
            found.append(part)
    return modelled.joined([*found, modelled.companies(knowledge, anew)])


def _changed(name: str, knowable: Knowable, new: Collection[int], kept: Kept) -> Models | None:
    """Return the rows of one company, or None where all of it has to be told anew."""
    told = told_of(knowable.now, name)
    claims = [each for each in told.claims if each.source.recorded.position in new]
    if len(claims) * _PART > len(told.claims):
        return None  # they bear on most of its days
    if not _alone(told, claims, new) or _parted(knowable.now, name):
        return None
    claimed = claims_of(knowable, name, {each.key for each in claims}, kept, new)
    if claimed is None:
        return None
    stakes, controls = _rows(told, new, kept)
    return modelled.together(
        Models(
            names={"stakes": [name], "controls": [name]},
            rows={"stakes": stakes, "controls": controls},
        ),
        claimed,
    )


def _alone(told: Told, claims: Sequence[Claim], new: Collection[int]) -> bool:
    """Tell whether new facts say something of single holdings, for sure, and nothing else."""
    if {each.source.recorded.position for each in claims} != {*new}:
        return False
    if any(each.source.recorded.position in new for each in told.loosenings):
        return False
    return all(
        isinstance(each.source.fact, StakeChanged | StakeStated) and each.sure for each in claims
    )


def _parted(knowledge: Knowledge, name: str) -> bool:
    """Tell whether a fact about a company is told to be a part of another."""
    about = (each.event for each in knowledge.filing.under("about", name))
    return any(isinstance(each, StakeChanged) and each.part_of is not None for each in about)


def _rows(told: Told, new: Collection[int], kept: Kept) -> tuple[list[Row], list[Row]]:
    """Return the rows of `stakes` and `controls` of one company."""
    composition = told.composition
    stakes: Rows = {}
    for row in kept.stakes:
        stakes.setdefault((tuple(row[2]), row[3], row[4] or "", row[5]), []).append(row)
    controls: Rows = {}
    for row in kept.controls:
        controls.setdefault(row[1], []).append(row)
    for part in respelled(composition, told.controls, borne_on(composition, new)):
        held = {_named(key): several for key, several in part.held.items()}
        _patch(stakes, part, held, modelled.stake_row, _STAKES)
        _patch(controls, part, part.controls, modelled.control_row, _CONTROLS)
    return _all(stakes), _all(controls)


def _named(key: Key) -> tuple[object, ...]:
    return key.holders, key.interest, key.class_, key.unit


def _patch(
    rows: Rows,
    part: Stretch,
    spells: Mapping[Any, Sequence[Spell[Any]]],
    row_of: Callable[[Spell[Any]], Row],
    place: int,
) -> None:
    """Put a stretch of days in the place of what is kept of them."""
    for name in {**rows, **spells}:
        several = [row_of(each) for each in spells.get(name, ())]
        rows[name] = list(_patched(rows.get(name, []), part, several, place))


def _patched(kept: Sequence[Row], part: Stretch, several: list[Row], place: int) -> Iterator[Row]:
    """Give the rows of one thing: those kept before a stretch, those of it, those kept after.

    What is so on its first day, or on its last, was so before it, or goes on after it, where
    that day was kept as well.
    """
    first, last = part.first, part.last
    for row in kept:
        if several and row[place] < first <= row[place + 1] and several[0][place] == first:
            first = row[place]
            several[0] = (*several[0][:place], first, *several[0][place + 1 :])
        if several and row[place] <= last < row[place + 1] and several[-1][place + 1] == last:
            last = row[place + 1]
            several[-1] = (*several[-1][: place + 1], last, *several[-1][place + 2 :])
    yield from (row for row in kept if row[place + 1] < first)
    yield from several
    yield from (row for row in kept if row[place] > last)


def _all(rows: Rows) -> list[Row]:
    return [row for name in sorted(rows, key=repr) for row in rows[name]]
