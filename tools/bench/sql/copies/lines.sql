-- The holdings of each company that claims are of.
INSERT INTO lines
SELECT o.* REPLACE (
    named(company, copy) AS company,
    line_of(o, copy) AS line,
    named(holder, copy) AS holder,
    all_named(holders, copy) AS holders
)
FROM one.lines AS o, copies()
ORDER BY named(company, copy), o.rowid;
