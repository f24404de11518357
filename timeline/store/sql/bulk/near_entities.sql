-- The entities whose ids are most like $name.
SELECT id
FROM (
    SELECT id FROM entities_told
    UNION
    SELECT regexp_replace(id, '~[1-9][0-9]{0,8}$', '')[8:] FROM events WHERE type = 'entity-described'
)
WHERE id IS NOT NULL
ORDER BY jaro_winkler_similarity(id, $name) DESC, id
LIMIT 20;
