-- Ids that more than one event has, with the positions.
SELECT id, list(position ORDER BY position) AS positions
FROM events
GROUP BY id
HAVING count(*) > 1
ORDER BY id;
