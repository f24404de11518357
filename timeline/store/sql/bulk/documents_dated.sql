-- When each document was published, as it is described last: in the files, else in the log.
CREATE OR REPLACE TEMP VIEW documents_dated AS
WITH told AS (
    SELECT t.id AS document, any_value(coalesce(r.written, t.published)) AS published
    FROM documents_told AS t
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
ANTI JOIN told AS t ON t.document = r.document
GROUP BY r.document;
