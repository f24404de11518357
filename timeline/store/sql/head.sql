-- The last commit, and how many events the log holds up to it.
SELECT number, "at", message, events, prior, head, (SELECT sum(events)::BIGINT FROM commits) AS total
FROM commits
ORDER BY number DESC
LIMIT 1;
