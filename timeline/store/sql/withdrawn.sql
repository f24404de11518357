-- The ids and digests of the events whose words were withdrawn.
SELECT id, digest
FROM events
WHERE payload IS NULL;
