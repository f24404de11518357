-- The whole market on a day, from our read model by its days alone.
SELECT count(*), sum(low), sum(coalesce(high, 100)) FROM stakes
WHERE first_day <= $on AND last_day >= $on AND existence <> 'none';
