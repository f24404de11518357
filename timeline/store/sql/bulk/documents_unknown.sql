-- Documents that are cited, or copied, and described nowhere.
WITH named AS (
    SELECT source, name AS field, text AS name, min(place) AS place, sum(count) AS count
    FROM cells
    WHERE kind = 'document'
    GROUP BY source, field, text
), unknown AS (
    SELECT n.*
    FROM named AS n
    ANTI JOIN documents_told AS t ON t.id = n.name
    ANTI JOIN (
        SELECT regexp_replace(id, '~[1-9][0-9]{0,8}$', '')[10:] AS id
        FROM events WHERE type = 'document-described'
    ) AS e ON e.id = n.name
)
SELECT source, field, name, place, count::BIGINT, (sum(count) OVER ())::BIGINT
FROM unknown ORDER BY source, place LIMIT $most;
