-- The events from position $first to $last, as they were recorded.
SELECT position, commit, id, type, version, payload, digest, file, line, verified
FROM events
WHERE position BETWEEN $first AND $last
ORDER BY position;
