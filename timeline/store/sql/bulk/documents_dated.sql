-- When documents were published, as they are described last, in the files or else in the log: those
-- of rows that do not say it themselves, and of statements that do.
CREATE OR REPLACE TEMP TABLE documents_dated AS
WITH asked AS (
    SELECT DISTINCT document
    FROM facts_told
    WHERE
        document IS NOT NULL
        AND (published IS NULL) <> (type IN ('retracted', 'confirmed'))
), told AS (
    SELECT t.id AS document, any_value(coalesce(r.written, t.published)) AS published
    FROM documents_told AS t
    SEMI JOIN asked AS a ON a.document = t.id
    LEFT JOIN (FROM readings WHERE source = 'documents' AND name = 'published') AS r
        ON r.text = t.published
    GROUP BY t.id
), recorded AS (
    SELECT payload ->> '$.document' AS document, payload ->> '$.published' AS published, position
    FROM events
    WHERE type = 'document-described' AND payload IS NOT NULL
)
FROM told
UNION ALL
SELECT r.document, arg_max(r.published, r.position)
FROM recorded AS r
SEMI JOIN asked AS a ON a.document = r.document
ANTI JOIN told AS t ON t.document = r.document
GROUP BY r.document;
