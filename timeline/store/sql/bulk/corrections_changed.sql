-- Corrections that the log, or another row, has in other words.
SELECT c.place, c.id, e.commit, count(*) OVER ()
FROM corrections AS c
JOIN events AS e ON e.id = c.id
WHERE e.payload IS NOT NULL AND e.digest <> sha256(c.payload)
UNION ALL
SELECT max(place), id, NULL, count(*) OVER ()
FROM corrections
GROUP BY id
HAVING count(DISTINCT payload) > 1
ORDER BY 1
LIMIT $most;
