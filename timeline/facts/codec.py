"""Write events as canonical text and read them back, the same for ever.

One cattrs converter knows how each exact value is written. A payload is
canonical JSON: its type and version beside its fields, keys sorted, nothing
that is at its default, no white space; its digest is the SHA-256 of that text.
Reading an old payload upcasts it one version a step first.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from timeline import dates
from timeline.dates import When
from timeline.errors import TimelineError
from timeline.facts import measure
from timeline.facts.entry import Commit, Entry, Recorded, Stored
from timeline.facts.fact import Event, plain_name
from timeline.facts.measure import Measure
from timeline.facts.names import class_of
from timeline.facts.upcasts import upcast
from timeline.money import Amount, Count
from timeline.shares import Change, Points, Share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = [
    "VALUES",
    "PayloadUnreadable",
    "decode",
    "encode",
    "entry",
    "recorded",
    "with_values",
    "withdrawn",
]

VALUES: dict[type, Callable[[str], object]] = {
    When: dates.parse,
    Share: Share.parse,
    Points: Points.parse,
    Change: Change.parse,
    Amount: Amount.parse,
    Count: Count.parse,
    Measure: measure.parse,
}


class PayloadUnreadable(TimelineError):
    """A payload in the log is not what its type and version say."""

    def __init__(self, why: str) -> None:
        """Say what is wrong with it."""
        super().__init__(
            f"an event of the log cannot be read: {why}",
            "“timeline verify” tells whether the log was altered; else a newer version wrote it",
        )


def with_values(converter: Converter) -> Converter:
    """Teach a converter the exact values, each as text, and the fields that end in `_`."""

    def structure(cls: type) -> Callable[[Mapping[str, Any], Any], Any]:
        return make_dict_structure_fn(
            cls,
            converter,
            _cattrs_forbid_extra_keys=True,
            _cattrs_detailed_validation=converter.detailed_validation,
            **_renamed(cls),
        )

    converter.register_structure_hook_factory(attrs.has, structure)
    for kind, read in VALUES.items():
        converter.register_structure_hook(kind, _reading(read))
    return converter


def _reading(read: Callable[[str], object]) -> Callable[[Any, Any], object]:
    return lambda text, _: read(text)


def _renamed(cls: type) -> dict[str, Any]:
    return {
        each.name: override(rename=plain_name(each.name))
        for each in attrs.fields(attrs.resolve_types(cls))
        if plain_name(each.name) != each.name
    }


@cache
def _converter() -> Converter:
    converter = with_values(Converter(detailed_validation=False))

    def unstructure(cls: type) -> Callable[[Any], dict[str, Any]]:
        return make_dict_unstructure_fn(
            cls, converter, _cattrs_omit_if_default=True, **_renamed(cls)
        )

    converter.register_unstructure_hook_factory(attrs.has, unstructure)
    for kind in VALUES:
        converter.register_unstructure_hook(kind, str)
    return converter


def encode(event: Event) -> str:
    """Write an event as canonical JSON, with its stored name and version."""
    fields = _converter().unstructure(event)
    document = {"type": event.TYPE, "version": event.VERSION, **fields}
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def decode(payload: str) -> Event:
    """Read an event from its canonical JSON, whatever version wrote it.

    Raises:
        PayloadUnreadable: the text is not an event that this version knows.
    """
    try:
        document = json.loads(payload)
        cls = class_of(document["type"])
        fields = upcast(document, to=cls.VERSION)
    except (ValueError, KeyError, TypeError) as fault:
        raise PayloadUnreadable(f"{payload[:60]!r}: {fault}") from fault
    fields.pop("type")
    fields.pop("version")
    try:
        return _converter().structure(fields, cls)
    except TimelineError:
        raise
    except Exception as fault:
        raise PayloadUnreadable(f"{document.get('id', '?')}: {fault}") from fault


def entry(
    event: Event,
    *,
    file: str | None = None,
    line: int | None = None,
    verified: tuple[bool, ...] = (),
) -> Entry:
    """Make an event ready for the log."""
    from timeline.facts.chain import digest_of

    payload = encode(event)
    return Entry(
        id=event.id,
        type=event.TYPE,
        version=event.VERSION,
        payload=payload,
        digest=digest_of(payload),
        file=file,
        line=line,
        verified=verified,
    )


def recorded(stored: Iterable[Stored], commits: Iterable[Commit]) -> list[Recorded]:
    """Read stored events back; one whose payload was withdrawn is left out."""
    at = {each.number: each.at for each in commits}
    return [
        Recorded(
            event=decode(each.entry.payload),
            position=each.position,
            commit=each.commit,
            at=at[each.commit],
            file=each.entry.file,
            line=each.entry.line,
            verified=each.entry.verified,
        )
        for each in stored
        if each.entry.payload
    ]


def withdrawn(stored: Iterable[Stored]) -> dict[str, str]:
    """Return the digest of each event whose payload was withdrawn, by its id."""
    return {each.entry.id: each.entry.digest for each in stored if not each.entry.payload}
