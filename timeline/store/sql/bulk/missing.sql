-- Rows in which the column $column is empty and must not be, by type.
SELECT type, min(place), count(*)
FROM (SELECT type, place, COLUMNS(lambda name: name = $column) AS text FROM told)
WHERE text IS NULL AND type IN (SELECT type FROM fields WHERE name = $name AND required)
GROUP BY type
ORDER BY min(place);
