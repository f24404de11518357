-- Each row of the files of documents as an event.
CREATE OR REPLACE TEMP VIEW documents_written AS
WITH written AS (
    SELECT
        t.place,
        t.path,
        t.row,
        coalesce(v.id, 'document:' || t.id) AS id,
        t.type,
        '{' || concat_ws(
            ',',
            '"document":' || json_text(t.id),
            '"file":' || json_text(t.file),
            '"id":' || json_text(coalesce(v.id, 'document:' || t.id)),
            '"language":' || json_text(t.language),
            '"note":' || json_text(t.note),
            '"origin":' || json_text(t.origin),
            '"published":' || json_text(coalesce(m.published, t.published)),
            '"publisher":' || json_text(t.publisher),
            '"retrieved":' || json_text(coalesce(m.retrieved, t.retrieved)),
            '"sha256":' || json_text(t.sha256),
            '"title":' || json_text(t.title),
            '"type":' || json_text(t.type),
            '"version":1'
        ) || '}' AS payload,
        []::BOOLEAN[] AS verified
    FROM documents_told AS t
    LEFT JOIN (FROM mended WHERE source = 'documents') AS m ON m.place = t.place
    LEFT JOIN (FROM versions WHERE source = 'documents') AS v ON v.place = t.place
)
SELECT * REPLACE (json_canonical(payload) AS payload) FROM written;
