-- The events at $positions that still have their words, with the time of their commits.
SELECT e.position, e.commit, c."at", e.payload, e.file, e.line, e.verified
FROM events AS e
JOIN commits AS c ON c.number = e.commit
WHERE e.position IN (SELECT unnest($positions::BIGINT[])) AND e.payload IS NOT NULL
ORDER BY e.position;
