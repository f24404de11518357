-- What one holder held on a day.
SELECT company, low, high FROM by_holder
WHERE holder = $name AND since <= $on AND until > $on AND high > 0;
