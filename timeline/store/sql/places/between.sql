-- The events from position $first to $last that still have their words.
SELECT position, commit, payload, file, line, verified
FROM events
WHERE position BETWEEN $first AND $last AND payload IS NOT NULL
ORDER BY position;
