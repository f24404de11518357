-- The events of commits 1 to $until, in order of position.
SELECT position, commit, id, type, version, payload, digest, file, line, verified
FROM events
WHERE commit <= $until
ORDER BY position;
