-- Rows that read differently from what the log holds under their id.
SELECT h.place, h.id, h.commit, count(*) OVER ()
FROM held AS h
JOIN compared AS c USING (place)
WHERE c.digest <> h.digest AND NOT h.gone
ORDER BY h.place
LIMIT $most;
