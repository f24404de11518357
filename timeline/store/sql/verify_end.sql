-- The last position held, and the last that the commits count.
SELECT
    coalesce((SELECT max(position) FROM events), 0) AS held,
    coalesce((SELECT sum(events)::BIGINT FROM commits), 0) AS counted;
