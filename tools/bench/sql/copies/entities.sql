-- Every entity as last described.
INSERT INTO entities
SELECT o.* REPLACE (
    named(entity, copy) AS entity,
    named(name, copy) AS name,
    named(owner, copy) AS owner
)
FROM one.entities AS o, copies()
ORDER BY o.rowid, copy;
