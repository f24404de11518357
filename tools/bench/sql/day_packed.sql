-- The same, where who made the table packed the order of claims into one whole number.
SELECT count(*), sum(low), sum(high) FROM (
    SELECT arg_max(low, turn) AS low, arg_max(high, turn) AS high FROM claims
    WHERE day <= $on GROUP BY company, holder, interest)
WHERE high > 0;
