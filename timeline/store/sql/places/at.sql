-- The events at $places, each of them once, in order of position.
SELECT DISTINCT position
FROM places
WHERE place IN (SELECT unnest($places::UBIGINT[]))
ORDER BY position;
