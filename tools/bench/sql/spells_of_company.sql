-- Who held of one company on a day, from our read model.
SELECT holder, low, coalesce(high, 100) FROM stakes
WHERE company = $name AND first_day <= $on AND last_day >= $on AND existence <> 'none';
