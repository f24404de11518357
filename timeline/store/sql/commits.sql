-- Every commit, oldest first.
SELECT number, "at", message, events, prior, head
FROM commits
ORDER BY number;
