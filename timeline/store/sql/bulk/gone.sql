-- Rows whose words were withdrawn from the log.
SELECT place, id, count(*) OVER () FROM held WHERE gone ORDER BY place LIMIT 1;
