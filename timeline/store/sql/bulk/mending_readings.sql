-- The rows whose column $column has a value that is written otherwise.
INSERT INTO mending
SELECT $source, t.place, $column, r.written
FROM (SELECT type, place, COLUMNS(lambda name: name = $column) AS text FROM told) AS t
JOIN (FROM readings WHERE source = $source AND name = $column) AS r
    ON r.type = t.type AND r.text = t.text;
