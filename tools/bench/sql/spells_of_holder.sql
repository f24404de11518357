-- What one holder held on a day, from our read model.
SELECT company, low, coalesce(high, 100) FROM stakes_by_holder
WHERE by_holder = $name AND first_day <= $on AND last_day >= $on AND existence <> 'none';
