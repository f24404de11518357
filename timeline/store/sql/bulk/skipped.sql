-- Rows that are recorded already, or stand in a row before.
INSERT INTO skipped
SELECT $source, place
FROM (
    SELECT h.place FROM held AS h JOIN compared AS c USING (place)
    WHERE c.digest = h.digest OR h.gone
    UNION
    SELECT place FROM twice
);
