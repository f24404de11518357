-- The columns in which values are written otherwise than they stand.
SELECT DISTINCT name FROM readings WHERE source = $source ORDER BY name;
