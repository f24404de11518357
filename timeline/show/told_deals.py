"""Say what the facts of deals and agreements tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from timeline.show.pieces import (
    Piece,
    Said,
    Word,
    down,
    figure,
    possessive,
    quoted,
    say,
    up,
    verb,
    who,
)
from timeline.show.words import amount, over, phrase, safe, share, when

if TYPE_CHECKING:
    from timeline.facts.deals import AgreementEnded, AgreementMade, DealMoved
    from timeline.facts.fact import Party
    from timeline.show.names import Names

__all__ = ["agreement_ended", "agreement_made", "deal_moved", "deal_named", "deal_terms"]

_DOERS: Final = ("acquirer", "buyer", "bidder", "offeror", "issuer", "investor", "parent", "seller")
_OBJECTS: Final = ("target", "issuer", "company", "subject", "spun-off", "venture")
_EQUALS: Final = frozenset({"merger", "share-swap", "joint-venture"})
_NOUNS: Final = {
    "acquisition": "acquisition of", "merger": "merger with", "share-swap": "share swap with",
    "tender": "tender offer for", "placement": "placement of shares in", "buyback": "buyback of",
    "block-sale": "block trade in", "round": "investment in", "joint-venture": "joint venture with",
    "spin-off": "spin-off of", "listing": "listing of",
}  # fmt: skip
_ALONE: Final = {
    "tender": "tender offer", "placement": "share placement", "block-sale": "block trade",
    "round": "funding round",
}  # fmt: skip
_DONE: Final = {"announced": "announced", "amended": "amended", "filed": "filed for",
                "completed": "completed", "terminated": "called off"}  # fmt: skip
_HAPPENED: Final = {
    "rumoured": "was said to be in the making", "announced": "was announced",
    "amended": "was amended", "filed": "was filed", "in-dispute": "fell into dispute",
    "settled": "came out of its dispute", "cleared": "was cleared", "blocked": "was blocked",
    "completed": "was completed", "terminated": "was called off", "denied": "was denied",
}  # fmt: skip
_GOOD, _BAD = frozenset({"completed", "cleared", "settled"}), frozenset(
    {"blocked", "terminated", "denied", "in-dispute"}
)  # fmt: skip
_AGREEMENTS: Final = {
    "supply": "a supply agreement", "licence": "a licence agreement",
    "acting-in-concert": "an agreement to act in concert",
    "joint-development": "an agreement to develop together",
    "fund-commitment": "a fund commitment", "foundry": "a foundry agreement",
    "services": "a service agreement",
}  # fmt: skip


def deal_moved(fact: DealMoved, names: Names) -> Said:
    """Say which state a deal reached, and the terms told with it."""
    doers, others = _sides(fact, names)
    if doers and others and fact.state in _DONE:
        noun = (_article(fact), _noun(fact), others)
        return say(doers, _state(fact, _DONE[fact.state]), noun, deal_terms(fact))
    return say(deal_named(fact, names), _state(fact, _HAPPENED[fact.state]), deal_terms(fact))


def deal_named(fact: DealMoved, names: Names) -> Said:
    """Name a deal by its parties; by its own name where they do not make one."""
    doers, others = _sides(fact, names)
    kind = _ALONE.get(fact.kind or "") or phrase(fact.kind or "deal")
    if doers and others:
        if fact.kind in _EQUALS:
            return say("The", kind, "of", doers, "and", others)
        return say(possessive(doers), _noun(fact), others)
    parties = who(names, *dict.fromkeys(each.entity for each in fact.parties))
    if not parties:
        return say("The", kind, quoted(phrase(fact.deal)))
    return say("The", kind, "of", parties)


def _sides(fact: DealMoved, names: Names) -> tuple[Said, Said]:
    """Return who does a deal, and with what or whom; either may be empty."""
    doers = _first(fact.parties, _DOERS)
    taken = {each.entity for each in doers}
    left = tuple(each for each in fact.parties if each.entity not in taken)
    others = _first(left, _OBJECTS) or (left if fact.kind in _EQUALS else ())
    if fact.kind in _EQUALS and not doers:
        doers, others = left[:1], left[1:]
    return (who(names, *(each.entity for each in doers)),
            who(names, *(each.entity for each in others)))  # fmt: skip


def _first(parties: tuple[Party, ...], roles: tuple[str, ...]) -> tuple[Party, ...]:
    """Return the parties in the first of these roles that anybody has."""
    for role in roles:
        if found := tuple(each for each in parties if each.role == role):
            return found
    return ()


def _article(fact: DealMoved) -> str:
    """Return the word before a deal: one that is new is “an” acquisition, then “its”."""
    if fact.state == "announced":
        return "an" if _noun(fact)[0] in "aeiou" else "a"
    return "its"


def _noun(fact: DealMoved) -> str:
    return _NOUNS.get(fact.kind or "", "deal on")


def _state(fact: DealMoved, words: str) -> Piece:
    if fact.state in _GOOD:
        return up(words)
    return down(words) if fact.state in _BAD else verb(words)


def deal_terms(fact: DealMoved) -> tuple[Word, ...]:
    """Say the terms of a deal, as far as they are told."""
    return (
        (", of", figure(share(fact.stake))) if fact.stake is not None else None,
        ("for", figure(amount(fact.amount))) if fact.amount is not None else None,
        ("at", figure(amount(fact.price)), "a share") if fact.price is not None else None,
        ("at the ratio", figure(safe(fact.ratio))) if fact.ratio is not None else None,
        (", contingent on", safe(fact.contingent)) if fact.contingent is not None else None,
        (", due", figure(when(fact.deadline))) if fact.deadline is not None else None,
    )


def agreement_made(fact: AgreementMade, names: Names) -> Said:
    """Say who agreed on what."""
    parties = tuple(dict.fromkeys(each.entity for each in fact.parties))
    return say(
        who(names, *parties),
        verb("made"),
        _AGREEMENTS[fact.kind],
        ("on", safe(fact.subject)) if fact.subject else None,
        ("worth", figure(amount(fact.amount))) if fact.amount is not None else None,
        (",", figure(over(fact.period))) if fact.period is not None else None,
    )


def agreement_ended(fact: AgreementEnded, names: Names) -> Said:  # noqa: ARG001 - as its siblings
    """Say that an agreement ended, and how."""
    ends = {None: "ended", "lapsed": "lapsed"}
    how = ends.get(fact.how, f"was {fact.how}")
    return say("The agreement", quoted(phrase(fact.agreement)), down(how))
