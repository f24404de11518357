-- Rows whose id is another name of a fact in the log.
SELECT t.place, t.id, e.payload ->> '$.of', count(*) OVER ()
FROM facts_told AS t
JOIN events AS e ON e.payload ->> '$.to' = t.id
WHERE e.type = 'renamed'
ORDER BY t.place
LIMIT $most;
