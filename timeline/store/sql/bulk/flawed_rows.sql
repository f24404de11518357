-- The first of those rows as events, and how many they are.
SELECT w.place, w.payload, (SELECT count(*) FROM flawed)
FROM facts_written AS w
SEMI JOIN (FROM flawed ORDER BY place LIMIT $most) AS f ON f.place = w.place
ORDER BY w.place;
