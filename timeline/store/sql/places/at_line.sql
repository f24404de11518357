-- The last of the facts, of commits up to $until, that began by line $line of $file.
SELECT position
FROM events
WHERE
    file = $file
    AND coalesce(line, 0) <= $line
    AND commit <= $until
    AND type IN (SELECT unnest($types::VARCHAR[]))
ORDER BY coalesce(line, 0) DESC, position
LIMIT 1;
