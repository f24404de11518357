-- By which day known all was known of each company as it is now.
INSERT INTO settled
SELECT o.* REPLACE (named(company, copy) AS company)
FROM one.settled AS o, copies()
ORDER BY named(company, copy);
