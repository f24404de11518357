-- What the $facts from position $first to $last, of $known types and versions, tell of when.
CREATE OR REPLACE TEMP TABLE told_days AS
SELECT position, payload ->> '$.occurred' AS text
FROM events
WHERE
    position BETWEEN $first AND $last
    AND payload IS NOT NULL
    AND type IN (SELECT unnest($facts::VARCHAR[]))
    AND type || ' ' || version IN (SELECT unnest($known::VARCHAR[]));
