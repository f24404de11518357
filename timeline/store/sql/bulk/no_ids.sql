-- Ids that are none, and rows without one.
SELECT id, place, count(*) OVER () FROM told WHERE id IS NULL OR no_id(id) ORDER BY place LIMIT $most;
