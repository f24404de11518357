-- Every commit with all that its head covers, the time as it is hashed.
SELECT
    coalesce(number, 0) AS number,
    coalesce(strftime("at", '%Y-%m-%dT%H:%M:%S.%gZ'), '') AS "at",
    message,
    coalesce(events, 0) AS events,
    prior,
    digests,
    unordered,
    head
FROM commits
ORDER BY number, head;
