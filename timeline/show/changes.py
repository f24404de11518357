"""Tell which answers a correction changes: each before and after, and from which day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from timeline.show import data
from timeline.show.layout import Drawing, columns, heading, wrapped
from timeline.show.paint import painted
from timeline.show.pieces import say, who
from timeline.show.words import amount, level, on_day, phrase, safe
from timeline.views.deals import Deal
from timeline.views.groups import GroupStake
from timeline.views.held import Held
from timeline.views.lookthrough import EconomicStake
from timeline.views.strategies import Open, Programme

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.show.layout import Line
    from timeline.show.names import Names
    from timeline.show.pieces import Said
    from timeline.views.asked import Answer, Asked
    from timeline.views.differing import Difference

__all__ = ["answered", "drawn", "question", "said", "title", "written"]

_STAKE = ("low", "high", "low_open", "high_open", "fraction", "unit", "certainty", "exists",
          "basis", "disputed", "facts")  # fmt: skip
_OF = {
    "own": ("holders", "company", "interest", "class", "unit"),
    "control": ("holder", "company"),
    "deal": ("deal",),
    "programme": ("programme",),
    "theme": ("company", "theme"),
    "commitment": ("by", "purpose"),
    "spending": ("company", "purpose"),
    "group": ("holder", "company", "interest", "class", "unit"),
    "economic": ("holder", "company"),
    "strategy": ("company", "kind", "by", "of"),
}
_DAY_WIDTH = 18


# As JSON


def written(differences: Sequence[Difference]) -> list[dict[str, Any]]:
    """Write changes as JSON: the question, both answers, and the day; null is before any day."""
    return [
        {
            "question": {each.asked.kind: question(each.asked)},
            "before": answered(each.before),
            "after": answered(each.after),
            "from": each.since.isoformat() if each.since else None,
        }
        for each in differences
    ]


def question(asked: Asked) -> dict[str, Any]:
    """Write what an answer is to as JSON."""
    values = (list(each) if isinstance(each, tuple) else each for each in asked.of)
    told = dict(zip(_OF[asked.kind], values, strict=True))
    if asked.kind == "own":
        told = {"holder": told["holders"][0], **told}
    return told | ({"class": told["class"] or None} if "class" in told else {})


def answered(answer: Answer | None) -> dict[str, Any] | list[dict[str, Any]] | None:
    """Write an answer as JSON, without what the question has already."""
    if answer is None:
        return None
    rows = [_row(each) for each in answer.rows]
    return rows if isinstance(answer.rows[0], Open) else rows[0]


def _row(row: object) -> dict[str, Any]:
    """Write a row of an answer; what the question has already is left out."""
    if isinstance(row, Held):
        stake = data.stake(row)
        return {name: stake[name] for name in _STAKE}
    if isinstance(row, GroupStake | EconomicStake):
        stake = data.group_stake(row) if isinstance(row, GroupStake) else data.economic_stake(row)
        return {name: stake[name] for name in (*_STAKE, "paths")}
    if isinstance(row, Deal):
        return {name: value for name, value in data.deal(row).items() if name != "deal"}
    if isinstance(row, Programme):
        facts = sorted({each.id for each in row.facts})
        return {"stage": row.stage, "possibly": list(row.possibly), "certainty": row.certainty,
                "facts": facts}  # fmt: skip
    if isinstance(row, Open):
        told = {name: getattr(row.fact, name, None) for name in ("what", "amount", "period")}
        said = {name: str(value) for name, value in told.items() if value is not None}
        return {**said, "certainty": row.certainty, "facts": [row.source.id]}
    certainty = getattr(row, "certainty", "definite")
    facts = sorted({claim.source.id for claim in getattr(row, "claims", ())})
    return {"certainty": certainty, "facts": facts}


# As text


def drawn(differences: Sequence[Difference], names: Names) -> Drawing:
    """Return the changes as text: the answer asked for, then each day with both answers."""
    return Drawing(lambda width: _lines(differences, names, width))


def _lines(differences: Sequence[Difference], names: Names, width: int) -> Iterator[Line]:
    if not differences:
        yield Text(" No answer changes but the timeline.")
        return
    asked: Asked | None = None
    for each in differences:
        if each.asked != asked:
            asked = each.asked
            yield Text()
            lines = wrapped(painted(title(asked, names)), width - 8)
            yield from (Text.assemble(" ", line) for line in lines[:-1])
            yield heading(Text.assemble(" ", lines[-1]), width)
        since = f"from {on_day(each.since)}" if each.since else "on any day before"
        words = Text.assemble(said(each.before), (" → ", "dim"), said(each.after))
        yield from columns([
            ([Text(f"   {since}", "dim")], _DAY_WIDTH + 5),
            (wrapped(words, width - _DAY_WIDTH - 5), width - _DAY_WIDTH - 5),
        ])  # fmt: skip


def title(asked: Asked, names: Names) -> Said:
    """Say what a question is of."""
    of: list[Any] = list(asked.of)
    if asked.kind in {"own", "group", "economic"}:
        return _holding(asked.kind, of, names)
    if asked.kind == "control":
        return say(who(names, of[0]), "in control of", who(names, of[1]))
    if asked.kind == "deal":
        return say("the deal", phrase(of[0]))
    if asked.kind == "programme":
        return say(who(names, of[0]))
    if asked.kind == "strategy":
        head, kind, by, what = of
        return say(who(names, head), "through its group:", *_set_on(kind, by, what, names))
    by = of[0] if isinstance(of[0], tuple) else (of[0],)
    return say(*_set_on(asked.kind, by, of[1], names))


def _holding(kind: str, of: Sequence[Any], names: Names) -> Said:
    """Say whose holding it is, by which look-through, and of what."""
    if kind == "economic":
        return say(who(names, of[0]), "looked through, in", who(names, of[1]))
    holders, company, interest, class_, _ = of
    kinds = ([phrase(interest)] if interest != "shares" else []) + ([class_] if class_ else [])
    beside = f"({', '.join(kinds)})" if kinds else None
    if kind == "own":
        return say(who(names, *holders), "in", who(names, company), beside)
    return say(who(names, holders), "and what it controlled, in", who(names, company), beside)


def _set_on(kind: str, by: Sequence[str], what: str, names: Names) -> tuple[Said | str, ...]:
    """Say who was set on what, or whose programme it is."""
    if kind == "programme":
        return (who(names, what),)
    verb = {"theme": "set on", "commitment": "committed to", "spending": "spent on"}[kind]
    return who(names, *by), verb, phrase(what)


def said(answer: Answer | None) -> Text:
    """Write an answer in a few words."""
    if answer is None:
        return Text("not told", "dim")
    parts = [_one(each) for each in answer.rows]
    return Text(" and ").join(parts)


def _one(row: object) -> Text:
    """Write one row of an answer in a few words."""
    certainty = getattr(row, "certainty", "definite")
    mark = Text("? " if certainty == "possible" else "", "yellow")
    if isinstance(row, Held | GroupStake | EconomicStake):
        words = Text.assemble(mark, (level(row.level, _unit(row)), "bold yellow"))
        return words.append(", disputed", "red") if _disputed(row) else words
    if isinstance(row, Deal | Programme):
        state = row.state if isinstance(row, Deal) else row.stage
        further = "".join(f", possibly {phrase(each)}" for each in row.possibly)
        return Text.assemble(mark, (phrase(state), "bold"), further, (_terms(row), "dim"))
    if isinstance(row, Open):
        told = getattr(row.fact, "amount", None)
        return Text.assemble(mark, (amount(told), "bold yellow") if told else "yes")
    return Text.assemble(mark, "yes")


def _unit(row: Held | GroupStake | EconomicStake) -> str:
    if isinstance(row, Held):
        return row.key.unit
    return row.unit if isinstance(row, GroupStake) else "percent"


def _disputed(row: Held | GroupStake | EconomicStake) -> bool:
    if isinstance(row, GroupStake):
        return any(each.held.disputed for each in row.paths)
    return row.disputed


def _terms(row: Deal | Programme) -> str:
    """Write the terms of a deal that are figures."""
    if not isinstance(row, Deal):
        return ""
    told = (row.terms.stake, row.terms.price, row.terms.amount)
    return "".join(f", {safe(str(each))}" for each in told if each is not None)
