-- Retractions and confirmations that tell another publication than their document's.
SELECT s.type, s.place, s.published
FROM (
    SELECT f.type, f.place, f.document, coalesce(r.written, f.published) AS published
    FROM (
        SELECT type, place, document, published FROM facts_told
        WHERE type IN ('retracted', 'confirmed') AND published IS NOT NULL
    ) AS f
    LEFT JOIN (FROM readings WHERE source = 'facts' AND name = 'published') AS r
        ON r.type = f.type AND r.text = f.published
) AS s
LEFT JOIN documents_dated AS d ON d.document = s.document
WHERE s.published IS DISTINCT FROM d.published
ORDER BY s.place;
