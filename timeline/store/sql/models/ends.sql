-- How many events the log holds, and the last commit that the read models follow.
SELECT
    (SELECT coalesce(sum(events), 0)::BIGINT FROM commits) AS held,
    (SELECT max(commit) FROM derived) AS followed;
