-- Who controlled whom.
INSERT INTO controls
SELECT o.* REPLACE (
    named(company, copy) AS company,
    named(holder, copy) AS holder,
    all_named(facts, copy) AS facts
)
FROM one.controls AS o, copies()
ORDER BY named(company, copy), o.rowid;
