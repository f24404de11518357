-- By what the entities described from position $first to $last are known, in events of $known types
-- and versions: the same that facts/known_as.py gives of each.
INSERT INTO names
WITH told AS (
    SELECT
        position,
        unnest(list_concat(
            json_extract_string(payload, ['$.entity', '$.name']),
            json_extract_string(payload, '$.aliases[*]'),
            json_extract_string(payload, '$.identifiers.*')
        )) AS name
    FROM events
    WHERE
        position BETWEEN $first AND $last
        AND payload IS NOT NULL
        AND type = 'entity-described'
        AND type || ' ' || version IN (SELECT unnest($known::VARCHAR[]))
)
FROM told
WHERE name IS NOT NULL;
