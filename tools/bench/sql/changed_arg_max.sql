-- What the two weeks before a day changed in the whole market, from the claims: what it is after them.
WITH earlier AS (
    SELECT company, holder, interest, arg_max({low: low, high: high}, (day, within, n)) AS level
    FROM claims WHERE day <= $on - 14 AND n <= $last GROUP BY ALL),
later AS (
    SELECT company, holder, interest, arg_max({low: low, high: high}, (day, within, n)) AS level
    FROM claims WHERE day <= $on AND n <= $last GROUP BY ALL)
SELECT count(*), sum(l.level.low), sum(l.level.high)
FROM earlier AS e FULL JOIN later AS l USING (company, holder, interest)
WHERE e.level IS DISTINCT FROM l.level;
