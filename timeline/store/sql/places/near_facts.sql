-- The facts of commits 1 to $until whose ids are most like $name.
SELECT position
FROM events
WHERE commit <= $until AND type IN (SELECT unnest($types::VARCHAR[]))
ORDER BY jaro_winkler_similarity(id, $name) DESC, position
LIMIT 20;
