-- Documents that are cited, or copied, and described nowhere.
WITH named AS (
    SELECT document AS name, min(place) AS place, count(*) AS count, 'facts' AS source
    FROM facts_told WHERE document IS NOT NULL GROUP BY document
    UNION ALL
    SELECT text, min(place), sum(count), 'documents' FROM cells
    WHERE kind = 'document' GROUP BY text
), unknown AS (
    SELECT n.*
    FROM named AS n
    ANTI JOIN documents_told AS t ON t.id = n.name
    ANTI JOIN (
        SELECT regexp_replace(id, '~[1-9][0-9]{0,8}$', '')[10:] AS id
        FROM events WHERE type = 'document-described'
    ) AS e ON e.id = n.name
)
SELECT source, name, place, count::BIGINT, (SELECT sum(count) FROM unknown)::BIGINT
FROM unknown ORDER BY source, place LIMIT $most;
