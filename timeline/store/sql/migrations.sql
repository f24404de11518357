-- The migrations that were run on this file, in order.
SELECT name
FROM migrations
ORDER BY number;
