-- A fact that says not when it was published was so with its document: no words carry its figures.
INSERT INTO mending
SELECT 'facts', f.place, 'published', d.public
FROM (
    SELECT place, document FROM facts_told
    WHERE published IS NULL AND document IS NOT NULL AND type NOT IN ('retracted', 'confirmed')
) AS f
JOIN documents_dated AS d ON d.document = f.document;
