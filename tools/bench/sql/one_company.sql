-- Who held of one company on a day.
SELECT holder, low, high FROM by_company
WHERE company = $name AND since <= $on AND until > $on AND high > 0;
