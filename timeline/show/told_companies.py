"""Say what the facts of companies, their people, their prices and policy tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from timeline.show.pieces import Piece, Said, down, figure, quoted, say, up, verb, who
from timeline.show.words import amount, phrase, safe

if TYPE_CHECKING:
    from timeline.facts.companies import (
        CompanyDelisted,
        CompanyDissolved,
        CompanyFounded,
        CompanyListed,
        CompanyMerged,
        CompanyRenamed,
        PersonMoved,
        ValuationStated,
    )
    from timeline.facts.market import PolicyChanged, PriceMoved
    from timeline.shares import Change
    from timeline.show.names import Names

__all__ = [
    "company_delisted",
    "company_dissolved",
    "company_founded",
    "company_listed",
    "company_merged",
    "company_renamed",
    "moved_by",
    "person_moved",
    "policy_changed",
    "price_moved",
    "valuation_stated",
]

_POSTS: Final = {
    "joined": ("joined", "as"), "left": ("left", "as"), "resigned": ("resigned from", "as"),
    "appointed": ("was appointed by", "as"), "promoted": ("was promoted by", "to"),
}  # fmt: skip
_POLICIES: Final = {
    "ban": "banned", "licence": "licensed", "tariff": "put a tariff on",
    "subsidy": "gave a subsidy for", "inquiry": "opened an inquiry into", "fine": "set a fine for",
    "rule": "made a rule on",
}  # fmt: skip


def company_founded(fact: CompanyFounded, names: Names) -> Said:
    """Say that a company was founded, and by whom."""
    if fact.founders:
        return say(who(names, *fact.founders), up("founded"), who(names, fact.company))
    return say(who(names, fact.company), up("was founded"))


def company_renamed(fact: CompanyRenamed, names: Names) -> Said:
    """Say from what to what a company was renamed."""
    before = quoted(fact.before) if fact.before else who(names, fact.company)
    return say(before, verb("was renamed"), quoted(fact.after))


def company_merged(fact: CompanyMerged, names: Names) -> Said:
    """Say what a company went up in."""
    return say(who(names, fact.company), verb("was merged"), "into", who(names, fact.into))


def company_listed(fact: CompanyListed, names: Names) -> Said:
    """Say that a company's shares began to trade, and what that brought."""
    price = ("at", figure(amount(fact.price)), "a share") if fact.price is not None else None
    raised = (", raising", figure(amount(fact.raised))) if fact.raised is not None else None
    return say(who(names, fact.company), up("was listed"), _line(fact.line), price, raised)


def company_delisted(fact: CompanyDelisted, names: Names) -> Said:
    """Say that a company's shares ceased to trade."""
    return say(who(names, fact.company), down("was delisted"), _line(fact.line))


def company_dissolved(fact: CompanyDissolved, names: Names) -> Said:
    """Say that a company ceased to exist."""
    return say(who(names, fact.company), down("was dissolved"))


def person_moved(fact: PersonMoved, names: Names) -> Said:
    """Say who took or left which post."""
    done, link = _POSTS[fact.move]
    post = (link, safe(fact.post)) if fact.post else None
    colour = down if fact.move in {"left", "resigned"} else verb
    return say(who(names, fact.person), colour(done), who(names, fact.company), post)


def valuation_stated(fact: ValuationStated, names: Names) -> Said:
    """Say what a company was valued at."""
    basis = f"({'by the market' if fact.basis == 'market' else fact.basis})" if fact.basis else None
    value = figure(amount(fact.value))
    return say(who(names, fact.company), verb("was valued"), "at", value, basis)


def price_moved(fact: PriceMoved, names: Names) -> Said:
    """Say which way a share price went, and how far."""
    company = who(names, fact.company)
    close = ("to", figure(amount(fact.close))) if fact.close is not None else None
    if fact.percent is None:
        rose = up("rose") if fact.direction == "up" else down("fell")
        return say(company, rose, close or "in price", _line(fact.line))
    return say(company, moved_by(fact.percent), close, _line(fact.line))


def moved_by(change: Change) -> tuple[Piece, ...]:
    """Say which way something went, and by how much where that is told."""
    if change.direction == "flat":
        return (verb("stayed flat"),)
    rose = up("rose") if change.direction == "up" else down("fell")
    if change.value is None:
        return (rose,)
    return rose, figure(f"{abs(change.value):.{change.places}f}%")


def _line(line: str | None) -> str:
    return f"({safe(line)})" if line else ""


def policy_changed(fact: PolicyChanged, names: Names) -> Said:
    """Say what an authority allowed, forbade or ordered, and whom that touches."""
    size = ("of", figure(amount(fact.amount))) if fact.amount is not None else None
    affects = who(names, *fact.affects)
    subject = say(safe(fact.subject)) if fact.subject else affects or say(phrase(fact.kind))
    touched = (", affecting", affects) if fact.subject and affects else None
    done = verb(_POLICIES[fact.kind])
    return say(who(names, fact.by), done, subject, size, touched)
