-- The last position that holds an event.
SELECT coalesce(max(position), 0)
FROM events;
