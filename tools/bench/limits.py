"""Say which limit stands in the way of a goal that is not met, as a profile showed it."""

from __future__ import annotations

__all__ = ["LIMITS"]

LIMITS: dict[str, str] = {
    "record-small": (
        "opening and closing a DuckDB file takes most of it, as the row of the plain file that is"
        " opened for one claim shows. A log is not held open between commits, so that it is never"
        " closed to others."
    ),
    "append-alone": (
        "a row becomes a canonical text of some 250 characters with its SHA-256, and the documents"
        " and entities that the facts name, two for three facts, are events too. In"
        " DuckDB's profile of the one statement that records the facts, writing the texts takes"
        " 37 percent, storing them pressed 31, and their digests 19; all of that is half of the"
        " import. Of the other half most is checking what stands in each column and that all that"
        " is named is there, and a ninth of the whole is the chain, which is hashed in order."
    ),
}
"""What the page says of a question, by its name, where one of its goals is not met."""
