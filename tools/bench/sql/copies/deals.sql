-- How far each deal had come.
INSERT INTO deals
SELECT o.* REPLACE (
    named(deal, copy) AS deal,
    list_transform(
        parties, lambda each: {entity: each.entity || '+' || copy, role: each.role}
    ) AS parties,
    all_named(facts, copy) AS facts
)
FROM one.deals AS o, copies()
ORDER BY named(deal, copy), o.rowid;
