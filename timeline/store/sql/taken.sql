-- Those of $ids that the log already holds at one of $positions. Where these are is asked in a
-- query of its own: within this one DuckDB reads the id of every event.
SELECT id
FROM events
WHERE
    position IN (SELECT unnest($positions::BIGINT[]))
    AND id IN (SELECT unnest($ids::VARCHAR[]))
ORDER BY position;
