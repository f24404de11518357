-- The keys of an NDJSON file in which lists or tables stand, and the first row of each.
WITH numbered AS (
    SELECT json, row_number() OVER () - 1 AS row
    FROM read_ndjson_objects($file)
),
keyed AS (
    SELECT json, row, unnest(json_keys(json)) AS key
    FROM numbered
)
SELECT key, min(row)
FROM keyed
WHERE json_type(
    json -> ('$."' || replace(replace(key, '\', '\\'), '"', '\"') || '"')
) IN ('ARRAY', 'OBJECT')
GROUP BY key
ORDER BY min(row), key;
