-- The keys of the objects of an NDJSON file, in the order in which they come, and whether a list
-- or a table may stand in any object that has them. What is no object has NULL for its key.
WITH rows AS (
    SELECT
        CASE WHEN json_type(json) = 'OBJECT' THEN json_keys(json) ELSE [NULL] END AS keys,
        regexp_matches(json::VARCHAR, ':\s*[\[{]') AS nested
    FROM read_ndjson_objects($file)
), numbered AS (
    SELECT unnest(keys) AS key, unnest(range(len(keys))) AS nth, nested FROM rows
)
SELECT key, bool_or(nested) FROM numbered GROUP BY key ORDER BY min(nth), key;
