-- Rows that name no party and must, by type.
SELECT type, min(place), count(*)
FROM (SELECT type, place, coalesce(*COLUMNS('^parties\.')) AS text FROM told)
WHERE text IS NULL AND type IN (SELECT type FROM fields WHERE name = 'parties' AND required)
GROUP BY type
ORDER BY min(place);
