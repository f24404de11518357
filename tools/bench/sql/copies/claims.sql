-- What each fact claims of a holding, by each day known.
INSERT INTO claims
SELECT o.* REPLACE (
    named(o.company, copy) AS company,
    line_of(l, copy) AS line,
    named(fact, copy) AS fact,
    repeated(position, copy) AS position
)
FROM one.claims AS o
JOIN one.lines AS l ON l.line = o.line
CROSS JOIN copies()
ORDER BY named(o.company, copy), o.rowid;
