-- The head of the first commit.
SELECT head
FROM commits
ORDER BY number
LIMIT 1;
