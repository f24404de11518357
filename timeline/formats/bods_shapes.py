"""Say what BODS 0.4 must look like where it is read, and what is wrong where it does not.

A shape goes over a JSON value and gives each fault as the path of the field and
the reason. Only fields that the importer reads have one: a wrong postcode is no
reason to refuse a register.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

__all__ = ["DETAILS", "STATEMENT", "Shape", "day_after", "day_before", "day_of"]

Shape = Callable[[object, str], Iterator[tuple[str, str]]]

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:?\d\d)?)?", re.ASCII
)
_DECIMALS = 15
_MOST = Decimal(100)


def day_of(text: str) -> date:
    """Return the calendar day of a date or a time, as it was told in its own place."""
    return date.fromisoformat(text[:10])


def day_after(day: date) -> date:
    """Return the next day, or the last that there is."""
    return day + timedelta(days=1) if day < date.max else day


def day_before(day: date) -> date:
    """Return the day before, or the first that there is."""
    return day - timedelta(days=1) if day > date.min else day


def _text(value: object, at: str) -> Iterator[tuple[str, str]]:
    if not isinstance(value, str):
        yield at, f"is {_kind(value)} and must be a text"
    elif not value.strip():
        yield at, "is empty"
    elif any("\ud800" <= each <= "\udfff" for each in value):
        yield at, "is no text: it holds half of a character"


def _boolean(value: object, at: str) -> Iterator[tuple[str, str]]:
    if not isinstance(value, bool):
        yield at, f"is {_kind(value)} and must be true or false"


def _percent(value: object, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, bool) or not isinstance(value, Decimal):
        yield at, f"is {_kind(value)} and must be a number"
    elif not value.is_finite() or not 0 <= value <= _MOST:
        yield at, f"is {_short(value)} and must be from 0 to 100"
    elif -int(value.as_tuple().exponent) > _DECIMALS:
        yield at, f"has more than {_DECIMALS} decimals"


def _dated(form: re.Pattern[str], example: str) -> Shape:
    def shape(value: object, at: str) -> Iterator[tuple[str, str]]:
        if not isinstance(value, str):
            yield at, f"is {_kind(value)} and must be a date, like {example}"
            return
        try:
            found = form.fullmatch(value)
            good = found is not None and day_of(value) is not None
        except ValueError:
            good = False
        if not good:
            yield at, f"is “{_short(value)}” and must be a date, like {example}"

    return shape


_day = _dated(_DAY, "2021-09-24")
_moment = _dated(_MOMENT, "2021-09-24 or 2021-09-24T12:00:00Z")


def _code(*names: str) -> Shape:
    def shape(value: object, at: str) -> Iterator[tuple[str, str]]:
        if value not in names:
            yield at, f"is {_quoted(value)} and must be one of {', '.join(names)}"

    return shape


def _many(inner: Shape) -> Shape:
    def shape(value: object, at: str) -> Iterator[tuple[str, str]]:
        if not isinstance(value, list):
            yield at, f"is {_kind(value)} and must be a list"
            return
        for place, each in enumerate(value):
            yield from inner(each, f"{at}[{place}]")

    return shape


def _fields(
    known: Mapping[str, Shape], *, needed: tuple[str, ...] = (), one_of: tuple[str, ...] = ()
) -> Shape:
    def shape(value: object, at: str) -> Iterator[tuple[str, str]]:
        if not isinstance(value, dict):
            yield at, f"is {_kind(value)} and must be an object"
            return
        before = f"{at}." if at else ""
        for name in needed:
            if name not in value:
                yield f"{before}{name}", "is missing"
        if one_of and not any(name in value for name in one_of):
            yield at, f"has neither {' nor '.join(one_of)}"
        for name, inner in known.items():
            if name in value:
                yield from inner(value[name], f"{before}{name}")

    return shape


def _either(one: Shape, other: Shape) -> Shape:
    """Return the shape of what is a text of one shape, or else an object of another."""

    def shape(value: object, at: str) -> Iterator[tuple[str, str]]:
        yield from (other if isinstance(value, dict) else one)(value, at)

    return shape


def _version(value: object, at: str) -> Iterator[tuple[str, str]]:
    wrong = list(_text(value, at))
    yield from wrong
    if not wrong and value != "0.4":
        yield at, f"is {_quoted(value)}; only BODS 0.4 is read"


_SUBTYPES = {
    "arrangement": ("trust", "nomination", "other"),
    "legalEntity": ("trust", "other"),
    "stateBody": ("governmentDepartment", "stateAgency", "other"),
}
_TYPES = (
    "registeredEntity", "legalEntity", "arrangement", "anonymousEntity", "unknownEntity",
    "state", "stateBody",
)  # fmt: skip


def _entity_type(value: object, at: str) -> Iterator[tuple[str, str]]:
    yield from _fields({"type": _code(*_TYPES), "details": _text}, needed=("type",))(value, at)
    if isinstance(value, dict) and "subtype" in value:
        allowed = _SUBTYPES.get(str(value.get("type")), ("other",))
        yield from _code(*allowed)(value["subtype"], f"{at}.subtype")


_UNSPECIFIED = _fields(
    {
        "reason": _code(
            "noBeneficialOwners", "subjectUnableToConfirmOrIdentifyBeneficialOwner",
            "interestedPartyHasNotProvidedInformation", "subjectExemptFromDisclosure",
            "interestedPartyExemptFromDisclosure", "unknown", "informationUnknownToPublisher",
        ),
        "description": _text,
    },
    needed=("reason",),
)  # fmt: skip
_SHARE = _fields(
    dict.fromkeys(("exact", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), _percent)
)
_INTEREST = _fields(
    {
        "type": _text,
        "directOrIndirect": _code("direct", "indirect", "unknown"),
        "beneficialOwnershipOrControl": _boolean,
        "details": _text,
        "share": _SHARE,
        "startDate": _day,
        "endDate": _day,
    }
)
_IDENTIFIER = _fields(
    {"id": _text, "scheme": _text, "schemeName": _text}, one_of=("scheme", "schemeName")
)
_NAME = _fields({"fullName": _text}, needed=("fullName",))

DETAILS: dict[str, Shape] = {
    "entity": _fields(
        {
            "isComponent": _boolean,
            "entityType": _entity_type,
            "unspecifiedEntityDetails": _UNSPECIFIED,
            "name": _text,
            "alternateNames": _many(_text),
            "identifiers": _many(_IDENTIFIER),
            "foundingDate": _day,
            "dissolutionDate": _day,
        },
        needed=("isComponent", "entityType"),
    ),
    "person": _fields(
        {
            "isComponent": _boolean,
            "personType": _code("knownPerson", "anonymousPerson", "unknownPerson"),
            "unspecifiedPersonDetails": _UNSPECIFIED,
            "names": _many(_NAME),
            "identifiers": _many(_IDENTIFIER),
        },
        needed=("isComponent", "personType"),
    ),
    "relationship": _fields(
        {
            "isComponent": _boolean,
            "componentRecords": _many(_text),
            "subject": _either(_text, _UNSPECIFIED),
            "interestedParty": _either(_text, _UNSPECIFIED),
            "interests": _many(_INTEREST),
        },
        needed=("isComponent", "subject", "interestedParty"),
    ),
}
"""What the details of a record look like, by its type."""

STATEMENT = _fields(
    {
        "statementId": _text,
        "statementDate": _moment,
        "declarationSubject": _text,
        "recordId": _text,
        "recordType": _code(*DETAILS),
        "recordStatus": _code("new", "updated", "closed"),
        "publicationDetails": _fields(
            {
                "publicationDate": _moment,
                "bodsVersion": _version,
                "publisher": _fields({"name": _text, "url": _text}, one_of=("name", "url")),
            }
        ),
        "source": _fields(
            {
                "type": _many(
                    _code(
                        "selfDeclaration", "officialRegister", "thirdParty", "primaryResearch",
                        "verified",
                    )
                )
            }
        ),
    },
    needed=(
        "statementId", "statementDate", "declarationSubject", "recordId", "recordType",
        "recordDetails",
    ),
)  # fmt: skip
"""What a statement looks like around the details of its record."""


def _kind(value: object) -> str:
    if value is None:
        return "null"
    kinds = {bool: "true or false", str: "a text", dict: "an object", list: "a list"}
    return kinds.get(type(value), "a number")


def _quoted(value: object) -> str:
    return f"“{_short(value)}”" if isinstance(value, str) else _kind(value)


def _short(value: object) -> str:
    text = str(value).encode("utf-8", "replace").decode()
    return text if len(text) <= 40 else f"{text[:39]}…"  # noqa: PLR2004 - a line of a message
