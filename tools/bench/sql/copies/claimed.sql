-- The holdings of each company that claims are of.
INSERT INTO claimed
SELECT o.* REPLACE (
    named(company, copy) AS company,
    holding_of(o, copy) AS holding,
    named(holder, copy) AS holder,
    all_named(holders, copy) AS holders
)
FROM one.claimed AS o, copies()
ORDER BY named(company, copy), o.rowid;
