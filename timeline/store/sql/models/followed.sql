-- The last commit that the read models follow; the last that there is.
SELECT
    (SELECT max(commit) FROM derived) AS followed,
    coalesce((SELECT max(number) FROM commits), 0) AS last;
