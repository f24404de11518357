"""Draw who held what, by holder: how much of which company, and what gave that level."""

from __future__ import annotations

from functools import cache, partial
from itertools import chain, groupby
from typing import TYPE_CHECKING, TypeVar

from attrs import evolve
from rich.text import Text

from timeline.show.answers import asked, basis, happened, possibly, since
from timeline.show.layout import Drawing, heading, wrapped
from timeline.show.paint import painted
from timeline.show.pieces import say, verb, who
from timeline.show.table import Layout, Row, table
from timeline.show.words import level as in_words
from timeline.show.words import listed, phrase, safe
from timeline.views.claims import ControlClaim
from timeline.views.level import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from timeline.errors import Problem
    from timeline.show.layout import Line
    from timeline.show.names import Names
    from timeline.views.control import Controlled
    from timeline.views.groups import GroupStake
    from timeline.views.held import Held
    from timeline.views.lookthrough import EconomicStake
    from timeline.views.question import Question

__all__ = ["economic", "group", "group_rows", "stakes"]


def stakes(
    held: Sequence[Held], controls: Sequence[Controlled], names: Names, question: Question
) -> Drawing:
    """Return the table of what was held on a day, each holder under a heading."""
    everything = [_row(each, names) for each in held]
    by_holder = sorted(held, key=lambda each: (each.key.holders, each.key))
    sections = [
        (Text.assemble(" ", painted(who(names, *holders)), " together" * (len(holders) > 1)),
         [_row(each, names) for each in several])
        for holders, several in groupby(by_holder, key=lambda each: each.key.holders)
    ]  # fmt: skip

    every = cache(partial(Layout.of, everything))

    def frame(rows: Sequence[Row], width: int) -> Layout:
        own = Layout.of(rows, width)
        return evolve(every(width), top=own.top, cells=own.cells)

    return Drawing(
        lambda width: chain(
            _framed(question, sections, width, frame), _controls(controls, names, width)
        )
    )


def group(
    rows: Sequence[GroupStake],
    controls: Sequence[Controlled],
    names: Names,
    question: Question,
) -> Drawing:
    """Return the table of what companies under one control held together on a day."""
    sections = _by_holder(rows, " and what it controlled", names, group_rows)
    return Drawing(
        lambda width: chain(_framed(question, sections, width), _controls(controls, names, width))
    )


def economic(
    rows: Sequence[EconomicStake], problems: Sequence[Problem], names: Names, question: Question
) -> Drawing:
    """Return the table of what came to a holder of each company by all ways together."""
    sections = _by_holder(rows, ", looked through", names, _economic_rows)
    return Drawing(
        lambda width: chain(_framed(question, sections, width), _problems(problems, width))
    )


_Section = tuple[Text, list[Row]]
_Looked = TypeVar("_Looked", "GroupStake", "EconomicStake")


def _by_holder(
    rows: Sequence[_Looked],
    how: str,
    names: Names,
    of: Callable[[Iterable[_Looked], Names], list[Row]],
) -> list[_Section]:
    """Return what is looked through, by its holder."""
    return [
        (Text.assemble(" ", painted(who(names, holder)), (how, "dim")), of(several, names))
        for holder, several in groupby(rows, key=lambda each: each.holder)
    ]


def _framed(
    question: Question,
    sections: Sequence[_Section],
    width: int,
    frame: Callable[[Sequence[Row], int], Layout] = Layout.of,
) -> Iterator[Line]:
    """Draw the question, then each table under its heading."""
    yield Text.assemble(" ", asked(question))
    for title, rows in sections:
        yield Text()
        yield heading(title, width)
        yield from table(rows, width, frame(rows, width))
    if not sections:
        yield Text()
        yield Text(" Nothing is known to have been held.")


def _problems(problems: Sequence[Problem], width: int) -> Iterator[Line]:
    for each in problems:
        yield Text()
        for style, words in (("bold", each.message), ("dim", each.hint)):
            for line in wrapped(Text(safe(words), style), width - 3):
                yield Text.assemble(" " if style == "bold" else "   ", line)


def _economic_rows(rows: Iterable[EconomicStake], names: Names) -> list[Row]:
    return [
        Row(
            name=painted(who(names, row.company)), level=row.level, unit="percent",
            certainty=row.certainty, words="; ".join(_ways(row, names)),
        )
        for row in rows
    ]  # fmt: skip


def _ways(row: EconomicStake, names: Names) -> Iterator[str]:
    """Say by which ways it came, and how much by each where there are several."""
    ways = row.paths
    for each in ways:
        way = [names(name) for name in each.through[1:]]
        through = f"through {', '.join(way)}" if way else basis(each.held[-1])
        share = in_words(Level(each.low, each.high))
        yield through if len(ways) == 1 else f"{share} {through if way else 'directly'}"
    most = row.level.high or 0
    if sum(each.low for each in ways) < row.level.low or sum(each.high for each in ways) < most:
        yield "and what comes round again"


def _row(held: Held, names: Names) -> Row:
    return Row(
        name=_of(held.key.company, held.key.interest, held.key.class_, names),
        level=held.level, unit=held.key.unit, certainty=held.certainty, words=basis(held),
    )  # fmt: skip


def group_rows(rows: Iterable[GroupStake], names: Names) -> list[Row]:
    """Return a row for each company that a group held, with the way by which it held."""
    return [
        Row(
            name=_of(each.company, each.interest, each.class_, names),
            level=each.level, unit=each.unit, certainty=each.certainty,
            words="; ".join(dict.fromkeys(_path(each, names))),
        )
        for each in rows
    ]  # fmt: skip


def _path(row: GroupStake, names: Names) -> Iterator[str]:
    """Say through whom a group held, and since when."""
    for each in row.paths:
        way = [names(name) for name in each.through if name != row.holder]
        through = f"through {', '.join(way)}, " if way else ""
        jointly = [names(name) for name in each.held.key.holders if name not in each.through]
        with_others = f"jointly with {listed(jointly)}, " if jointly else ""
        yield f"{through}{with_others}{basis(each.held)}"


def _of(company: str, interest: str, class_: str, names: Names) -> Text:
    """Name the company, and the interest where that is not its shares."""
    name = painted(who(names, company))
    kinds = [phrase(interest)] if interest != "shares" else []
    if class_:
        kinds.append(f"class {safe(class_)}")
    return name.append(f" ({', '.join(kinds)})", "dim") if kinds else name


def _controls(controls: Sequence[Controlled], names: Names, width: int) -> Iterator[Line]:
    """Say who controlled whom, below the table."""
    if not controls:
        return
    yield Text()
    yield heading(Text(" Control", "bold"), width)
    for each in controls:
        said = say(who(names, each.holder), verb("controlled"), who(names, each.company))
        line = painted(said).append(f"  {_grounds(each)}", "dim")
        for at, part in enumerate(wrapped(line, width - 5)):
            mark = possibly(each.certainty) if at == 0 else Text(" ")
            yield Text.assemble(" ", mark, " ", "  " if at else "", part)


def _grounds(control: Controlled) -> str:
    """Say since when control was stated; what follows from a majority began with it, not told."""
    stated = [each for each in control.claims if isinstance(each, ControlClaim)]
    if not stated:
        return "by more than half"
    return listed(list(dict.fromkeys(since(happened(each.source)) for each in stated)))
