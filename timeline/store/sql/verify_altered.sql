-- Events whose payload is not what its digest says.
SELECT position, id
FROM events
WHERE payload IS NOT NULL AND sha256(payload) IS DISTINCT FROM digest
ORDER BY position;
