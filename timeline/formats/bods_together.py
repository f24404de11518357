"""Bring the statements of a file together with those kept of its publishers' earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from timeline import dates
from timeline.facts.records import DocumentDescribed, StatementImported, revised, root_of
from timeline.formats.bods_kept import kept, kept_id, kept_of, united
from timeline.formats.bods_statements import Statement, statement_of
from timeline.shares import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from timeline.facts.fact import DocumentRef, Event
    from timeline.shares import Share

__all__ = ["Together", "document_of"]


class Together:
    """What there is to read: `every` statement in its order, `earlier` ones as they were kept.

    `kept` has what is to be kept of this file, each with its line; `again` what
    stands in it twice; `faults` what reads otherwise under an id that was used.
    """

    def __init__(
        self, statements: Iterable[Statement], known: Sequence[Event], document: DocumentRef,
        threshold: Share | None,
    ) -> None:  # fmt: skip
        """Bring together; `known` is what the log holds, `document` this file."""
        self.document, self.threshold = document, threshold
        self.kept: list[tuple[StatementImported, int | None]] = []
        self.again: list[tuple[Statement, str]] = []
        self.faults: list[tuple[Statement, str]] = []
        here = self._once(statements)
        past = kept_of(known, {each.scheme for each in here})
        for each in here:
            self._keep(each, past)
        lines = {kept_id(each.scheme, each.id): each.line for each in here}
        now = past | {root_of(event.id)[0]: event for event, _ in self.kept}
        self.earlier = _ordered(statement_of(each.text, None) for each in past.values())
        self.every = _ordered(
            evolve(statement_of(each.text, lines.get(root)), document=each.document,
                   under=each.threshold or UNKNOWN)
            for root, each in now.items()
        )  # fmt: skip

    def _once(self, statements: Iterable[Statement]) -> list[Statement]:
        """Return each statement of the file once, as published first."""
        found: dict[tuple[str, str], Statement] = {}
        for each in statements:
            place = (each.publisher, each.id)
            first = found.setdefault(place, each)
            if first is each:
                continue
            text = united(first.text, each.text)
            if text is None:
                self.faults.append((each, f"another statement has its id, on line {first.line}"))
                continue
            found[place] = statement_of(text, first.line)
            self.again.append((each, f"it stands on line {first.line} already"))
        return list(found.values())

    def _keep(self, statement: Statement, past: Mapping[str, StatementImported]) -> None:
        """Keep a statement, as it is kept already or with what this file tells otherwise."""
        root = kept_id(statement.scheme, statement.id)
        before = past.get(root)
        if before is None:
            fresh = kept(root, self.document, statement.text, self.threshold)
            self.kept.append((fresh, statement.line))
            return
        text = united(before.text, statement.text)
        if text is None:
            why = f"it reads differently from what was recorded of “{before.document}”"
            self.faults.append((statement, why))
            return
        under = before.threshold if self.threshold is None else self.threshold
        again = evolve(before, text=text, threshold=under)
        if again != before:
            again = evolve(again, id=revised(root, root_of(before.id)[1] + 1))
        self.kept.append((again, statement.line))


def _ordered(statements: Iterable[Statement]) -> list[Statement]:
    return sorted(statements, key=lambda each: each.order)


def document_of(
    document: DocumentRef, file: str, sha256: str, statements: Sequence[Statement]
) -> DocumentDescribed:
    """Return the description of a file, published while its statements were."""
    publishers = sorted({each.publisher for each in statements if each.publisher})
    return DocumentDescribed(
        id=f"document:{document}", document=document,
        publisher="; ".join(publishers) or "not stated",
        published=_range([each.published for each in statements]), file=file, sha256=sha256,
        title="beneficial ownership data (BODS 0.4)",
    )  # fmt: skip


def _range(days: Sequence[dates.When]) -> dates.When:
    """Return the time in which the statements of a file were published."""
    first: date | None = min((each.earliest for each in days if each.earliest), default=None)
    ends = [each.latest for each in days]
    last = max((each for each in ends if each), default=None)
    if None in ends or last is None:
        return dates.between(first, None)
    if first is None or first == last:
        return dates.between(last, last)
    return dates.parse(f"{first.isoformat()}/{last.isoformat()}")
