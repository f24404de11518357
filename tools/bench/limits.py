"""Say which limit stands in the way of a goal that is not met, as a profile showed it."""

from __future__ import annotations

__all__ = ["LIMITS"]

LIMITS: dict[str, str] = {
    "record-small": (
        "a third of it, in a profile, is opening a DuckDB file and writing what changed into its"
        " place (as the row of the plain file that is opened for one claim shows): a log is not"
        " held open between commits, so that it is never closed to others. Half is some forty"
        " small statements on the events and the read models, each planned anew by DuckDB; the"
        " rest composes the company by the views."
    ),
    "market-day": (
        "a day is filtered from the spells of all days, which are nearly twice as many as the"
        " facts. To a million facts the plain arg_max has few rows to go through."
    ),
    "known-day": (
        "of ten million claims one in seven may stand on the day or come next, told by a filter;"
        " the rest is work on those 1.4 million. In DuckDB's profile 29 percent of the processor's"
        " time goes into gathering one row a holding (what stands, what tells more of it, whether"
        " it is vague, in doubt or diluted), 20 into joins, 15 into reading the claims twice, 9"
        " into their bounds, 7 into companies that are known as now, 5 into the cap. The plain"
        " query takes the last level told and knows none of that. Of so long a query the planning"
        " alone takes some 35 ms. A client that sets a memory_limit of 700 MB, as the program's"
        " own answers have, needs 803 MB and a fifth longer."
    ),
    "record-one": (
        "two thirds of it are DuckDB's, in a profile at ten million facts: 27 of 133 ms to write"
        " what changed into its place and let the file go, 20 to find and read the events on which"
        " the fact's company rests, 19 to take away its rows and those of its holders, the rest"
        " some thirty small statements. Then composing, by the views, the days of the company that"
        " the fact bears on."
    ),
    "record-thousand": (
        "a thousand facts of a market touch about as many companies with some eighty thousand"
        " facts. Of each all that is told is read and weighed, and the days that a fact bears on"
        " are composed by the views in Python. Half a second would leave half a millisecond for"
        " each, which is what weighing eight facts takes."
    ),
    "append-objects": (
        "with the events go the read models, which the views compose in Python: 78 percent of it"
        " in a profile."
    ),
    "append-parquet": (
        "composing the companies by the views in Python is 78 percent of it in a profile."
    ),
    "append-ndjson": (
        "composing the companies by the views in Python is 78 percent of it in a profile."
    ),
    "rebuild": (
        "every answer through all of time is composed by the views in Python, so that no rule has"
        " two homes: vague days, what can be together, the cap, dilution. A window of lead() knows"
        " none of that. In a profile, going through what can be together is 43 percent, what"
        " each holding may be alone 15, what is claimed by each day known 11, weighing the facts"
        " 11, writing the rows 5."
    ),
    "ledger": (
        "checking the files takes three to four seconds in one process, and composing the companies"
        " for the read models, by the views in Python, most of the rest, in all processors."
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
