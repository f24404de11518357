-- When documents were published, as they are described last, in the files or else in the log: those
-- of rows that do not say it themselves, and of statements that do. What was published with no end
-- was so until it was read: `public`.
CREATE OR REPLACE TEMP TABLE documents_dated AS
WITH asked AS (
    SELECT DISTINCT document
    FROM facts_told
    WHERE
        document IS NOT NULL
        AND (published IS NULL) <> (type IN ('retracted', 'confirmed'))
), told AS (
    SELECT
        t.id AS document,
        any_value(coalesce(r.written, t.published)) AS published,
        any_value(coalesce(q.written, t.retrieved)) AS retrieved
    FROM documents_told AS t
    SEMI JOIN asked AS a ON a.document = t.id
    LEFT JOIN (FROM readings WHERE source = 'documents' AND name = 'published') AS r
        ON r.text = t.published
    LEFT JOIN (FROM readings WHERE source = 'documents' AND name = 'retrieved') AS q
        ON q.text = t.retrieved
    GROUP BY t.id
), recorded AS (
    SELECT
        payload ->> '$.document' AS document,
        payload ->> '$.published' AS published,
        payload ->> '$.retrieved' AS retrieved,
        position
    FROM events
    WHERE type = 'document-described' AND payload IS NOT NULL
), every AS (
    FROM told
    UNION ALL
    SELECT r.document, arg_max(r.published, r.position), arg_max_null(r.retrieved, r.position)
    FROM recorded AS r
    SEMI JOIN asked AS a ON a.document = r.document
    ANTI JOIN told AS t ON t.document = r.document
    GROUP BY r.document
)
SELECT
    document,
    published,
    CASE
        WHEN ends_with(published, '/..') AND retrieved IS NOT NULL
        THEN '[' || published[:-4] || '..' || retrieved || ']'
        ELSE published
    END AS public
FROM every;
