-- The events at $places, some of them several times: to sort them out takes DuckDB longer than Python.
-- What they say is read in a query of its own: within this one DuckDB reads every event for it.
SELECT position
FROM places
WHERE place IN (SELECT unnest($places::UBIGINT[]));
