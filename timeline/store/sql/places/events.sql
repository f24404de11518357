-- The events at $positions that still have their words; where they stood in files plays no part.
SELECT position, commit, payload, verified
FROM events
WHERE position IN (SELECT unnest($positions::BIGINT[])) AND payload IS NOT NULL
ORDER BY position;
