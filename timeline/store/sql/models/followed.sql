-- The last commit that the read models follow, -1 where that is not said; the last that there is.
SELECT
    coalesce((SELECT max(commit) FROM derived), -1) AS followed,
    coalesce((SELECT max(number) FROM commits), 0) AS last;
