-- What each fact claims of a holding, by each day known.
INSERT INTO claims
SELECT o.* REPLACE (
    named(o.company, copy) AS company,
    holding_of(l, copy) AS holding,
    named(fact, copy) AS fact,
    repeated(position, copy) AS position
)
FROM one.claims AS o
JOIN one.claimed AS l ON l.holding = o.holding
CROSS JOIN copies()
ORDER BY named(o.company, copy), o.rowid;
