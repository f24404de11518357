-- Entities that are named, and described nowhere.
WITH named AS (
    SELECT source, field, name, min(place) AS place, sum(count) AS count
    FROM (
        SELECT source, name AS field, unnest(parted(text)) AS name, place, count
        FROM cells WHERE kind = 'entities'
        UNION ALL
        SELECT source, name, text, place, count FROM cells WHERE kind = 'entity'
    )
    GROUP BY source, field, name
), unknown AS (
    SELECT n.*
    FROM named AS n
    ANTI JOIN entities_told AS t ON t.id = n.name
    ANTI JOIN (
        SELECT regexp_replace(id, '~[1-9][0-9]{0,8}$', '')[8:] AS id
        FROM events WHERE type = 'entity-described'
    ) AS e ON e.id = n.name
)
SELECT source, field, name, place, count::BIGINT, (sum(count) OVER ())::BIGINT
FROM unknown ORDER BY source, place LIMIT $most;
