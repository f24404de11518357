-- How each entity was last described by commits 1 to $until, in order of their ids.
WITH told AS (
    SELECT payload ->> '$.entity' AS entity, max(position) AS position
    FROM events
    WHERE type = 'entity-described' AND payload IS NOT NULL AND commit <= $until
    GROUP BY entity
)
SELECT e.payload
FROM events AS e
JOIN told AS t ON t.position = e.position
ORDER BY t.entity;
