-- Keep of the column $column, whose texts may be any, the types whose rows have it.
INSERT INTO cells
WITH found AS (
    SELECT type, min(place) AS place, count(*) AS count
    FROM (SELECT type, place, COLUMNS(lambda name: name = $column) AS text FROM told)
    WHERE text IS NOT NULL
    GROUP BY type
)
SELECT $source, c.type, $name, f.kind, NULL, c.place, c.count
FROM found AS c
LEFT JOIN fields AS f ON f.type = c.type AND f.name = $name;
