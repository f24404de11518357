"""Say which limit stands in the way of a goal that is not met, as a profile showed it."""

from __future__ import annotations

__all__ = ["LIMITS"]

LIMITS: dict[str, str] = {
    "record-small": (
        "the plain file that is opened for one claim takes longer than the goal by itself, as its"
        " row shows: a log is not held open between commits, so that it is never closed to others,"
        " and DuckDB needs that long to open a file, write to it, and write what changed into its"
        " place. In a profile that is a third of ours. Half is some forty small statements on the"
        " events and the read models, each planned anew by DuckDB; the rest composes the company"
        " by the views."
    ),
    "market-day": (
        "a day is filtered from the spells of all days, which are nearly twice as many as the"
        " facts. To a million facts the plain arg_max has few rows to go through."
    ),
    "known-day": (
        "of ten million claims one in eight bears on the day, told by a filter; for three holdings"
        " in four one of them is alone and is the answer. In DuckDB's profile 28 percent of the"
        " processor's time goes into reading the claims, 19 into gathering those that are not"
        " alone, one row a holding, 17 into companies that are known as now, 11 into the cap, 9"
        " into joins."
    ),
    "record-one": (
        "two thirds of it are DuckDB's, and these alone take longer than the goal. Without the read"
        " models it takes as long as the plain file that is opened for one claim. With them, in a"
        " profile at ten million facts, 30 ms go into finding and reading the events on which the"
        " fact's company rests and what is kept of it, 29 into taking away its rows and those of"
        " its holders and writing them anew, and 15 more into writing what changed into its place."
        " Then composing, by the views, the days of the company that the fact bears on: 25 ms."
    ),
    "record-thousand": (
        "a thousand facts of a market touch about as many companies with some eighty thousand"
        " facts. Of each all that is told is read and weighed, and the days that a fact bears on"
        " are composed by the views in Python. To read so many events back as objects takes more"
        " than a second already, at the rate at which they are read to make all read models anew;"
        " half a second would leave half a millisecond for each of the thousand, which is what"
        " weighing eight facts takes."
    ),
    "append-objects": (
        "without the read models, too, it takes three times as long as the goal allows, as that row"
        " shows: an object becomes a canonical text with its SHA-256 and the places where it is"
        " found, in Python. With the events go the read models, which the views compose in Python:"
        " 78 percent of it in a profile."
    ),
    "append-parquet": (
        "without the read models, too, a million facts are appended at half the goal's rate at"
        " most: see there what that takes. With them, composing the companies by the views in"
        " Python is 78 percent of it in a profile. In so small an import some tenths of a second"
        " are what any import takes."
    ),
    "append-ndjson": (
        "without the read models, too, a million facts are appended at half the goal's rate at"
        " most: see there what that takes. With them, composing the companies by the views in"
        " Python is 78 percent of it in a profile."
    ),
    "rebuild": (
        "to read the events back as objects, which is where the views begin, takes longer than the"
        " goal allows for all of it, as that row shows. Every answer through all of time is then"
        " composed by the views in Python, so that no rule has two homes: vague days, what can be"
        " together, the cap, dilution. A window of lead() knows none of that. In a profile, going"
        " through what can be together is 43 percent, what each holding may be alone 15, what is"
        " claimed by each day known 11, weighing the facts 11, writing the rows 5."
    ),
    "ledger": (
        "checking the files takes longer than the goal by itself, in one process, as that row"
        " shows. In a profile, 30 percent of that is tomllib, in Python, and the lines of fields,"
        " 14 makes facts of the tables, 12 looks for their figures in the quotes, 39 holds"
        " the facts against each other. Most of the rest composes the companies for the read"
        " models, by the views in Python, in all processors."
    ),
    "append-alone": (
        "a row becomes a canonical text of some 250 characters with its SHA-256, and the documents"
        " and entities that the facts name, two for three facts, are events too. In"
        " DuckDB's profile of the one statement that records the facts, writing the texts takes"
        " 37 percent, storing them pressed 31, and their digests 19; all of that is half of the"
        " import, so that it alone is done at a third of the goal's rate. Of the other half most"
        " is checking what stands in each column and that all that is named is there, and a ninth"
        " of the whole is the chain, which is hashed in order."
    ),
}
"""What the page says of a question, by its name, where one of its goals is not met."""
