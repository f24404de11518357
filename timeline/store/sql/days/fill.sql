-- Keep what was gathered, sorted, so that zone maps find it.
INSERT INTO days
SELECT earliest, latest, position
FROM unsorted_days
ORDER BY earliest, latest, position;
