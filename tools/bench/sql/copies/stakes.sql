-- What is held of each company, sorted by companies as the views give them.
INSERT INTO stakes
SELECT o.* REPLACE (
    named(company, copy) AS company,
    named(holder, copy) AS holder,
    all_named(holders, copy) AS holders,
    all_named(facts, copy) AS facts
)
FROM one.stakes AS o, copies()
ORDER BY named(company, copy), o.rowid;
