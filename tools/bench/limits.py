"""Say which limit stands in the way of a goal that is not met, as a profile showed it."""

from __future__ import annotations

__all__ = ["LIMITS"]

LIMITS: dict[str, str] = {
    "record-small": (
        "opening and closing a DuckDB file takes most of it, as the row of the plain file that is"
        " opened for one claim shows. A log is not held open between commits, so that it is never"
        " closed to others."
    ),
    "market-day": (
        "a day is filtered from the spells of all days, which are nearly twice as many as the"
        " facts. To a million facts the plain arg_max has few rows to go through."
    ),
    "fortnight": (
        "of ten million facts 83,000 may be of these two weeks by what they tell themselves, many"
        " of them since they tell of a year or of no day; 55,000 are the answer. Each is an object"
        " with its sources, and takes half a millisecond: in a profile at a million, 41 percent is"
        " reading them with what they rest on, 20 weighing, 21 writing what they say, 9 making the"
        " rows. `--type` and `--about` make the answer smaller."
    ),
    "record-one": (
        "the log's part (opening, the commit, finding what is touched by its places) is some tens"
        " of milliseconds; the rest is composing the companies touched, through all of their"
        " time, by the views in Python. Facts fall on companies of which much is told."
    ),
    "record-thousand": (
        "a thousand facts of a market touch about as many companies with some eighty thousand"
        " facts, and each company touched is composed anew by the views in Python: 97 percent of"
        " it, in a profile of a hundred facts. Half a second needs what is composed to be a"
        " holding, not a company, or the rules in a faster language."
    ),
    "append-objects": (
        "with the events go the read models, which the views compose in Python: 85 percent of it"
        " in a profile."
    ),
    "append-parquet": "composing the companies by the views in Python is nine tenths of it.",
    "append-ndjson": "composing the companies by the views in Python is nine tenths of it.",
    "rebuild": (
        "every answer through all of time is composed by the views in Python, so that no rule has"
        " two homes: vague days, what can be together, the cap, dilution. A window of lead() knows"
        " none of that. In a profile, going through what can be together is 71 percent, what"
        " each holding may be alone 14, reading the events and writing the rows the rest."
    ),
    "ledger": (
        "checking the files takes a sixth of it; composing the companies for the read models, by"
        " the views in Python, five sixths."
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
