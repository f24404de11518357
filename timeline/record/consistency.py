"""Check what the files say of themselves: ids, names, publications that nothing closes.

This is what is malformed, whatever the world was like: what has no one meaning,
or no day on which it could be known. It keeps a ledger out of the log. What the
facts say of the world, and cannot be so, is told and does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.errors import Problem
    from timeline.facts.records import Confirmed, Retracted
    from timeline.record.drafts import Draft, Ledger

__all__ = ["consistent"]


def consistent(ledger: Ledger) -> list[Problem]:
    """Return the faults that need only the files."""
    return [
        *_twice(ledger.facts, "fact"),
        *_twice(ledger.entities, "entity"),
        *_twice(ledger.documents, "document"),
        *_stated_twice((*ledger.retractions, *ledger.confirmations)),
        *_names(ledger),
        *_open(ledger),
        *_itself(ledger),
    ]


def _twice(drafts: tuple[Draft[Any], ...], kind: str) -> Iterator[Problem]:
    seen: dict[str, Draft[Any]] = {}
    for each in drafts:
        first = seen.setdefault(each.event.id, each)
        if first is not each:
            name = each.event.id.removeprefix(f"{kind}:")
            yield each.problem(
                "id-twice",
                f"the {kind} “{name}” stands already at {first.file}:{first.line}",
                "two sources of one fact are two quotes of it; two facts need an id each",
                field="id",
            )


def _stated_twice(drafts: tuple[Draft[Retracted] | Draft[Confirmed], ...]) -> Iterator[Problem]:
    """Report a fact taken back, or confirmed in the same words, more than once."""
    seen: dict[str, Draft[Any]] = {}
    for each in drafts:
        first = seen.setdefault(each.event.id, each)
        if first is not each:
            yield each.problem(
                "id-twice",
                f"what this states stands already at {first.file}:{first.line}",
                "leave one of the two out",
                field="of",
            )


def _names(ledger: Ledger) -> Iterator[Problem]:
    """Report a name that means two entities: a question by that name has no answer."""
    seen: dict[str, str] = {}
    for each in ledger.entities:
        for name in (each.event.entity, each.event.name, *each.event.aliases):
            owner = seen.setdefault(name.casefold(), each.event.entity)
            if owner != each.event.entity:
                yield each.problem(
                    "name-twice",
                    f"“{name}” is a name of “{owner}” as well",
                    "leave it with one of them",
                    field="id" if name == each.event.entity
                    else "name" if name == each.event.name else "aliases",
                )  # fmt: skip


def _open(ledger: Ledger) -> Iterator[Problem]:
    """Report a document whose publication nothing closes."""
    for each in ledger.documents:
        event = each.event
        if event.published.latest is None and event.retrieved is None:
            yield each.problem(
                "publication-open",
                f"the publication of “{event.document}” has no end",
                "say when you read it: retrieved = …",
                field="published",
            )
        if event.origin == event.document:
            yield each.problem(
                "origin-itself", f"“{event.document}” is said to be a copy of itself",
                field="origin",
            )  # fmt: skip


def _itself(ledger: Ledger) -> Iterator[Problem]:
    """Report a fact that is said to correct itself."""
    for each in ledger.corrections:
        if each.event.by in each.event.of:
            yield each.problem(
                "corrects-itself", f"“{each.event.by}” is said to correct itself",
                'give the fact that replaces an id of its own; or mend the fact: --amend "REASON"',
                field="corrects",
            )  # fmt: skip
