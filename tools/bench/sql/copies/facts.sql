-- Every fact as now known. What it says stands in the log of the copies already.
INSERT INTO facts
SELECT o.* REPLACE (
    told.position AS position,
    told.commit AS commit,
    named(o.id, copy_at(told.position)) AS id,
    list_transform(
        entities, lambda each: {role: each.role, id: each.id || '+' || copy_at(told.position)}
    ) AS entities,
    told.payload AS payload
)
FROM events AS told
JOIN one.facts AS o ON o.position = original(told.position)
ORDER BY told.position;
