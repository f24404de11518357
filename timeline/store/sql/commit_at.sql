-- The last commit at or before $instant (UTC).
SELECT number, "at", message, events, prior, head
FROM commits
WHERE "at" <= $instant
ORDER BY number DESC
LIMIT 1;
