-- The keys of the objects of an NDJSON file, in the order in which they come.
WITH numbered AS (
    SELECT unnest(json_keys(json)) AS key, unnest(range(len(json_keys(json)))) AS nth
    FROM read_ndjson_objects($file)
)
SELECT key FROM numbered GROUP BY key ORDER BY min(nth), key;
