-- Keep each value of the column $column once by type, with the first row that has it.
INSERT INTO cells
WITH found AS (
    SELECT type, text, min(place) AS place, count(*) AS count
    FROM (SELECT type, place, COLUMNS(lambda name: name = $column) AS text FROM told)
    WHERE text IS NOT NULL
    GROUP BY type, text
)
SELECT $source, c.type, $name, f.kind, c.text, c.place, c.count
FROM found AS c
LEFT JOIN fields AS f ON f.type = c.type AND f.name = $name;
