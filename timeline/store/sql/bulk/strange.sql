-- Columns that stand in rows whose type has no such field.
SELECT source, type, name, min(place), sum(count)::BIGINT
FROM cells
WHERE kind IS NULL AND type IN (SELECT type FROM fields)
GROUP BY source, type, name
ORDER BY min(place);
