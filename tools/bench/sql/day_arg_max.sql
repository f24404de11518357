-- The whole market on a day, from the claims.
SELECT count(*), sum(level.low), sum(level.high) FROM (
    SELECT arg_max({low: low, high: high}, (day, within, n)) AS level FROM claims
    WHERE day <= $on AND n <= $last GROUP BY company, holder, interest)
WHERE level.high > 0;
