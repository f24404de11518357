-- Those of $ids that the log already holds.
SELECT id
FROM events
WHERE id IN (SELECT unnest($ids::VARCHAR[]))
ORDER BY position;
