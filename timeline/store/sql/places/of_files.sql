-- The events that came from $files; where $whole, from any ledger's file, or from none.
SELECT position
FROM events
WHERE
    file IN (SELECT unnest($files::VARCHAR[]))
    OR ($whole AND (file IS NULL OR suffix(file, '.toml')));
