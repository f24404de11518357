-- The events from position $first to $last that still have their words, with the time of their commits.
SELECT e.position, e.commit, c."at", e.payload, e.file, e.line, e.verified
FROM events AS e
JOIN commits AS c ON c.number = e.commit
WHERE e.position BETWEEN $first AND $last AND e.payload IS NOT NULL
ORDER BY e.position;
