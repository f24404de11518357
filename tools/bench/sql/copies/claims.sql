-- What each fact claims of a holding, by each day known.
INSERT INTO claims
SELECT o.* REPLACE (
    named(company, copy) AS company,
    holding_of(o, copy) AS holding,
    named(holder, copy) AS holder,
    all_named(holders, copy) AS holders,
    named(fact, copy) AS fact,
    repeated(position, copy) AS position
)
FROM one.claims AS o, copies()
ORDER BY named(company, copy), o.rowid;
