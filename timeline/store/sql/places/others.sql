-- The ids and payloads from position $first to $last of what is of no $known type and version; of
-- one whose words were withdrawn the id alone.
SELECT position, id, payload
FROM events
WHERE
    position BETWEEN $first AND $last
    AND (payload IS NULL OR type || ' ' || version NOT IN (SELECT unnest($known::VARCHAR[])))
ORDER BY position;
