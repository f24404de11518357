-- The types of the rows, with the first row and the number of each.
SELECT type, min(place), count(*) FROM told GROUP BY type ORDER BY min(place);
