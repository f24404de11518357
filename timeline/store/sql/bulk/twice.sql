-- Rows whose id a row before has.
INSERT INTO twice
WITH several AS (
    SELECT id, min(place) AS first FROM told GROUP BY id HAVING count(*) > 1
)
SELECT t.place, s.first
FROM told AS t
JOIN several AS s ON s.id = t.id
WHERE t.place <> s.first;
