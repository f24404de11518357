-- Rows that describe what the log describes already, with the last version there.
INSERT INTO held
WITH described AS (
    SELECT
        regexp_replace(id, '~[1-9][0-9]{0,8}$', '') AS root,
        coalesce(TRY_CAST(regexp_extract(id, '~([1-9][0-9]{0,8})$', 1) AS BIGINT), 1) AS revision,
        id, digest, payload IS NULL AS gone, commit
    FROM events
    WHERE type = $type
), last AS (
    SELECT DISTINCT ON (root) * FROM described ORDER BY root, revision DESC
)
SELECT t.place, e.id, e.digest, e.gone, e.commit
FROM told AS t
JOIN last AS e ON e.root = $prefix || t.id;
