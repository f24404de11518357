-- Facts that are named, and that neither the files nor the log have. A retraction may be of a
-- correction or of another retraction too.
WITH named AS (
    SELECT type = 'retracted' AS takes_back, field, name, min(place) AS place, sum(count) AS count
    FROM (
        SELECT type, name AS field, unnest(parted(text)) AS name, place, count
        FROM cells WHERE kind = 'facts'
        UNION ALL
        SELECT type, name, text, place, count FROM cells WHERE kind = 'fact'
    )
    GROUP BY ALL
), known AS (
    SELECT id, type FROM events WHERE type NOT IN ('document-described', 'entity-described')
), unknown AS (
    SELECT n.*
    FROM named AS n
    ANTI JOIN (SELECT id FROM facts_told WHERE type NOT IN ('retracted', 'confirmed')) AS t ON t.id = n.name
    ANTI JOIN (
        SELECT id FROM known WHERE type NOT IN ('corrected', 'retracted', 'confirmed', 'renamed')
        UNION ALL
        SELECT regexp_replace(id, '~[1-9][0-9]{0,8}$', '') FROM known
        WHERE type NOT IN ('corrected', 'retracted', 'confirmed', 'renamed') AND contains(id, '~')
        UNION ALL
        SELECT payload ->> '$.to' FROM events WHERE type = 'renamed'
    ) AS e ON e.id = n.name
    ANTI JOIN (
        SELECT id FROM known WHERE type IN ('corrected', 'retracted')
        UNION ALL SELECT id FROM corrections
        UNION ALL SELECT id FROM facts_told WHERE type = 'retracted'
    ) AS s ON n.takes_back AND s.id = n.name
)
SELECT 'facts', field, name, place, count::BIGINT, (sum(count) OVER ())::BIGINT
FROM unknown ORDER BY place LIMIT $most;
