-- The ids and payloads from position $first to $last; of one whose words were withdrawn the id alone.
SELECT position, id, payload
FROM events
WHERE position BETWEEN $first AND $last
ORDER BY position;
