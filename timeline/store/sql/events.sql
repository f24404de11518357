-- The events of commits 1 to $until, of $types (all of them where it is NULL), in order of position.
SELECT position, commit, id, type, version, payload, digest, file, line, verified
FROM events
WHERE commit <= $until AND ($types::VARCHAR[] IS NULL OR list_contains($types::VARCHAR[], type))
ORDER BY position;
