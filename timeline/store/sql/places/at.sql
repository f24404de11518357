-- The events at $places, each of them once. What they say is read in a query of its own: within
-- this one DuckDB reads every event for it.
SELECT DISTINCT position
FROM places
WHERE place IN (SELECT unnest($places::UBIGINT[]))
ORDER BY position;
