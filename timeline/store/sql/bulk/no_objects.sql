-- The first row of an NDJSON file that is no object.
WITH numbered AS (
    SELECT json, row_number() OVER () - 1 AS row
    FROM read_ndjson_objects($file)
)
SELECT min(row) FROM numbered WHERE json_type(json) <> 'OBJECT';
