-- How far each programme had come; nothing owns some of them.
INSERT INTO programmes
SELECT o.* REPLACE (
    named(programme, copy) AS programme,
    CASE WHEN owner = '' THEN owner ELSE named(owner, copy) END AS owner,
    all_named(facts, copy) AS facts
)
FROM one.programmes AS o, copies()
ORDER BY named(programme, copy), o.rowid;
