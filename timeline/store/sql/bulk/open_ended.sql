-- Documents whose publication has no end, and that nobody says to have read.
SELECT place, id, count(*) OVER ()
FROM documents_told
WHERE
    retrieved IS NULL
    AND published IN (SELECT unnest($dates::VARCHAR[]))
ORDER BY place
LIMIT $most;
