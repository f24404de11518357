-- The keys of the objects of an NDJSON file, in the order in which they come, and whether a list
-- or a table may stand in any object that has them.
WITH numbered AS (
    SELECT
        unnest(json_keys(json)) AS key,
        unnest(range(len(json_keys(json)))) AS nth,
        regexp_matches(json::VARCHAR, ':\s*[\[{]') AS nested
    FROM read_ndjson_objects($file)
)
SELECT key, bool_or(nested) FROM numbered GROUP BY key ORDER BY min(nth), key;
