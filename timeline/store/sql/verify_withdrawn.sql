-- How many payloads were withdrawn, their digests kept.
SELECT count(*)
FROM events
WHERE payload IS NULL;
