-- The whole market on a day, from intervals that were made beforehand.
SELECT count(*), sum(low), sum(high) FROM by_company
WHERE since <= $on AND until > $on AND high > 0;
