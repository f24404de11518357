-- Each row of the files of entities as an event.
CREATE OR REPLACE TEMP VIEW entities_written AS
WITH written AS (
    SELECT
        t.place,
        t.path,
        t.row,
        coalesce(v.id, 'entity:' || t.id) AS id,
        t.type,
        '{' || concat_ws(
            ',',
            '"aliases":' || json_texts(t.aliases),
            '"entity":' || json_text(t.id),
            '"id":' || json_text(coalesce(v.id, 'entity:' || t.id)),
            '"identifiers":' || t.identifiers,
            '"kind":' || json_text(t.kind),
            '"name":' || json_text(t.name),
            '"note":' || json_text(t.note),
            '"owner":' || json_text(t.owner),
            '"segments":' || json_texts(t.segments),
            '"type":' || json_text(t.type),
            '"version":1',
            '"what":' || json_text(t.what)
        ) || '}' AS payload,
        []::BOOLEAN[] AS verified
    FROM (
        SELECT *, nullif(
            '{' || array_to_string(list_transform(
                list_sort(told_pairs(getvariable('identifiers'), called)),
                lambda pair: json_text(pair[1]) || ':' || json_text(pair[2])
            ), ',') || '}',
            '{}'
        ) AS identifiers
        FROM (SELECT *, list_value(*COLUMNS('^identifiers\.')) AS called FROM entities_told)
    ) AS t
    LEFT JOIN (FROM versions WHERE source = 'entities') AS v ON v.place = t.place
)
SELECT * REPLACE (json_canonical(payload) AS payload) FROM written;
