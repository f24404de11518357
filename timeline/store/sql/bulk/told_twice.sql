-- Rows that read differently from a row before with the same id.
SELECT t.place, t.first, count(*) OVER ()
FROM twice AS t
JOIN compared AS this ON this.place = t.place
JOIN compared AS before ON before.place = t.first
WHERE this.digest <> before.digest
ORDER BY t.place
LIMIT $most;
