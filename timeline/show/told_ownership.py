"""Say what the facts of ownership tell: stakes, capital, control."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from timeline.show.pieces import Piece, Said, Word, down, figure, say, up, verb, who, whose
from timeline.show.words import amount, count, share

if TYPE_CHECKING:
    from timeline.facts.ownership import (
        CapitalChanged,
        ControlEnded,
        ControlStated,
        StakeChanged,
        StakeStated,
    )
    from timeline.money import Count
    from timeline.shares import Share
    from timeline.show.names import Names

__all__ = [
    "capital_changed",
    "control_ended",
    "control_stated",
    "stake_changed",
    "stake_stated",
]

_STAKES: Final = {
    "shares": "stake in", "votes": "votes in", "board": "seats on the board of",
    "economic": "economic interest in", "pledged": "pledged shares of", "options": "options on",
    "convertible": "convertibles of", "warrants": "warrants on",
}  # fmt: skip
_PARTS: Final = {
    "shares": "of", "votes": "of the votes in", "board": "of the board of",
    "economic": "of the economic interest in", "pledged": "(pledged) of",
    "options": "(by options) of", "convertible": "(by convertibles) of",
    "warrants": "(by warrants) of",
}  # fmt: skip
_WAYS: Final = {
    "bought": "by buying", "sold": "by selling", "subscribed": "by subscribing to new shares",
    "transferred": "by a transfer", "diluted": "by dilution", "converted": "by conversion",
    "exercised": "by exercising options", "inherited": "by inheritance",
    "redeemed": "by redemption", "lapsed": "as rights lapsed", "merged": "by a merger",
}  # fmt: skip
_TOOK: Final = {"bought": "bought", "subscribed": "subscribed to", "inherited": "inherited"}
_LOST: Final = frozenset({"sold", "diluted", "redeemed", "lapsed"})


def _held_of(interest: str) -> str:
    """Return the words between a level and the company: `of`, `of the votes in`."""
    return _PARTS.get(interest, "of")


def stake_changed(fact: StakeChanged, names: Names) -> Said:
    """Say how a stake changed, as far as it was told."""
    if fact.holder is None:
        return say(_transfer(fact, names), _terms(fact))
    holders = _holders(fact.holder, fact.jointly_with, names)
    company = who(names, fact.company)
    stake = (_class_of(fact), _STAKES[fact.interest], company)
    if fact.before is not None and fact.after is not None:
        told: Word = _from_to(fact, fact.before, fact.after, stake)
    elif fact.after is not None:
        told = _to(fact, fact.after, stake, company)
    elif fact.by is not None:
        more = fact.by.value > 0 and fact.cause not in _LOST
        told = (_moved(more=more), "its", stake, "by", figure(_points(fact)), _way(fact))
    elif fact.before is not None:
        told = (verb("moved"), "its", stake, "from", figure(share(fact.before)), _way(fact))
    else:
        told = _counted(fact, company)
    return say(holders, told, _terms(fact))


def _from_to(fact: StakeChanged, before: Share, after: Share, stake: Word) -> Word:
    """Say from where to where, and which way that is."""
    if after.is_none:
        return down("sold" if fact.cause == "sold" else "gave up"), "its whole", stake, (
            ", of", figure(share(before)))  # fmt: skip
    levels = ("from", figure(share(before)), "to", figure(share(after)))
    if before.high <= after.low and not before.same_as(after):
        return up("raised"), "its", stake, levels, _way(fact, besides="bought")
    if after.high <= before.low and not before.same_as(after):
        return down("cut"), "its", stake, levels, _way(fact, besides="sold")
    return verb("changed"), "its", stake, levels, _way(fact)


def _to(fact: StakeChanged, after: Share, stake: Word, company: Said) -> Word:
    """Say what was reached, where it is not told from what."""
    took = _TOOK.get(fact.cause or "")
    if after.is_none:
        return down("sold" if fact.cause == "sold" else "gave up"), "its whole", stake
    part = (figure(share(after)), _class_of(fact), _held_of(fact.interest), company)
    if fact.cause in _LOST:
        return down("came down"), "to", part, _way(fact)
    if share(after) in {"something", "unknown"}:
        return up(took or "took"), "a", stake, None if took else _way(fact)
    return up("came to hold"), part, _way(fact)


def _counted(fact: StakeChanged, company: Said) -> Word:
    """Say a change that is told in shares alone."""
    old, new, moved = fact.shares_before, fact.shares_after, fact.shares
    if old is not None and new is not None:
        more = _about(new) >= _about(old)
        levels = ("from", figure(count(old)), "to", _shares(new, fact))
        return _moved(more=more), "its holding of", company, levels, _way(fact)
    if moved is not None:
        done = down(fact.cause) if fact.cause in _LOST else up(_TOOK.get(fact.cause or "", "took"))
        kept = (", and held", _shares(new, fact)) if new is not None else None
        return done, _shares(moved, fact), "of", company, kept
    if new is not None:
        return up("came to hold"), _shares(new, fact), "of", company, _way(fact)
    return verb("moved"), "its holding of", company, "from", _shares(old, fact), _way(fact)


def _transfer(fact: StakeChanged, names: Names) -> Word:
    """Say a transfer between two."""
    moved: Word = "shares"
    if fact.shares is not None:
        moved = _shares(fact.shares, fact)
    elif fact.by is not None:
        moved = (figure(_points(fact)), _held_of(fact.interest))
    of = None if fact.by is not None and fact.shares is None else "of"
    left = (", which then held", figure(share(fact.after))) if fact.after is not None else None
    ends = (who(names, fact.from_ or ""), verb("transferred"), moved, of, who(names, fact.company))
    return ends, "to", who(names, fact.to or ""), left


def _terms(fact: StakeChanged) -> Word:
    """Say what was paid."""
    paid = ("for", figure(amount(fact.paid))) if fact.paid is not None else None
    price = ("at", figure(amount(fact.price)), "a share") if fact.price is not None else None
    return paid, price


def _points(fact: StakeChanged) -> str:
    assert fact.by is not None  # noqa: S101 - asked for where it is told
    return f"{abs(fact.by.value):.{fact.by.places}f} points"


def _moved(*, more: bool) -> Piece:
    return up("raised") if more else down("cut")


def _way(fact: StakeChanged, besides: str = "") -> str:
    return "" if fact.cause is None or fact.cause == besides else _WAYS[fact.cause]


def _class_of(fact: StakeChanged | StakeStated) -> str:
    return f"class {fact.class_}" if fact.class_ else ""


def _shares(value: Count | None, fact: StakeChanged | StakeStated) -> Said:
    """Write a number of shares, of their class where there are several."""
    told = figure(count(value)) if value is not None else None
    return say(told, _class_of(fact), "shares")


def _about(value: Count) -> Decimal:
    """Return one number near a count, to tell which way it went."""
    return value.bounds.low or value.bounds.high or Decimal(0)


def _holders(holder: str, jointly_with: tuple[str, ...], names: Names) -> Word:
    together = who(names, holder, *jointly_with)
    return (together, "together") if jointly_with else together


def stake_stated(fact: StakeStated, names: Names) -> Said:
    """Say what was seen to be held."""
    holders, company = _holders(fact.holder, fact.jointly_with, names), who(names, fact.company)
    if fact.stake is None:
        return say(holders, verb("held"), _shares(fact.shares, fact), "of", company)
    level = share(fact.stake)
    if level in {"something", "unknown"}:
        return say(holders, verb("held"), "a", _class_of(fact), _STAKES[fact.interest], company)
    told = (figure(level), _class_of(fact), _held_of(fact.interest), company)
    shares = ("(", _shares(fact.shares, fact), ")") if fact.shares is not None else None
    return say(holders, verb("held"), told, shares)


def capital_changed(fact: CapitalChanged, names: Names) -> Said:
    """Say how many shares a company came to have in issue."""
    of_class = f"class {fact.class_}" if fact.class_ else ""
    subject = (whose(names, fact.company), of_class, "shares in issue")
    cause = f"by {'an issue' if fact.cause == 'issue' else fact.cause}" if fact.cause else None
    if fact.cause in {"buyback", "split", "consolidation"}:
        cause = f"by a {fact.cause}"
    start = ("from", figure(count(fact.before))) if fact.before is not None else None
    end = ("to", figure(count(fact.after))) if fact.after is not None else None
    return say(subject, _capital_verb(fact), start, end, cause)


def _capital_verb(fact: CapitalChanged) -> Piece:
    if fact.before is None or fact.after is None:
        return verb("changed")
    old, new = _about(fact.before), _about(fact.after)
    return up("rose") if new > old else down("fell") if new < old else verb("changed")


def control_stated(fact: ControlStated, names: Names) -> Said:
    """Say who controls whom, and how."""
    holder, company = who(names, fact.holder), who(names, fact.company)
    if fact.kind == "subsidiary":
        return say(company, verb("was a subsidiary"), "of", holder)
    if fact.kind == "wholly-owned":
        return say(company, verb("was wholly owned"), "by", holder)
    kinds = {
        "controlling-shareholder": "was the controlling shareholder",
        "actual-controller": "was the actual controller",
        "parent": "was the parent",
    }
    return say(holder, verb(kinds[fact.kind]), "of", company)


def control_ended(fact: ControlEnded, names: Names) -> Said:
    """Say who no longer controls whom."""
    return say(who(names, fact.holder), down("ceased to control"), who(names, fact.company))
