-- The events of some $types.
SELECT position
FROM events
WHERE type IN (SELECT unnest($types::VARCHAR[]));
