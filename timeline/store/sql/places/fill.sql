-- Keep what was gathered, sorted, so that zone maps find it.
INSERT INTO places
SELECT place, position
FROM unsorted_places
ORDER BY place, position;
