-- The events' digests, commit by commit in order of position, of the commits
-- that hold as many events as they count; the others are found by position.
SELECT commit, digest
FROM events
WHERE commit IN (
    SELECT number
    FROM commits
    JOIN events ON commit = number
    GROUP BY number, commits.events
    HAVING count(*) = commits.events
)
ORDER BY commit, position;
