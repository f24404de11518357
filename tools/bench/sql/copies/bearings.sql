-- What bears on all that is held of a company.
INSERT INTO bearings
SELECT o.* REPLACE (
    named(company, copy) AS company,
    named(holder, copy) AS holder,
    named(fact, copy) AS fact,
    repeated(position, copy) AS position
)
FROM one.bearings AS o, copies()
ORDER BY named(company, copy), o.rowid;
