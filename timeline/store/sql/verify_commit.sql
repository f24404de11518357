-- The digests of one commit's events.
SELECT digest
FROM events
WHERE commit = $number;
