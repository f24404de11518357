-- The events at $positions that still have their words, in any order.
SELECT position, commit, payload, file, line, verified
FROM events
WHERE position IN (SELECT unnest($positions::BIGINT[])) AND payload IS NOT NULL;
