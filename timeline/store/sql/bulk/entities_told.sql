-- The rows of the files of entities, as texts; `place` numbers them from 1.
CREATE OR REPLACE TEMP VIEW entities_told AS
WITH columns_of_all AS (
    SELECT
        NULL::VARCHAR AS id, NULL::VARCHAR AS kind, NULL::VARCHAR AS name,
        NULL::VARCHAR AS aliases, NULL::VARCHAR AS segments, NULL::VARCHAR AS owner,
        NULL::VARCHAR AS what, NULL::VARCHAR AS note, NULL::VARCHAR AS "identifiers.ticker",
        NULL::VARCHAR AS "line of the row"
    WHERE false
), rows AS (
    FROM columns_of_all
    UNION ALL BY NAME
    SELECT nullif(COLUMNS(* EXCLUDE (filename, file_row_number))::VARCHAR, ''), filename, file_row_number
    FROM read_parquet(getvariable('entities'), union_by_name = true, filename = true, file_row_number = true)
)
SELECT
    COLUMNS(* EXCLUDE (filename, file_row_number, "line of the row")),
    'entity-described' AS type,
    filename AS path,
    coalesce(
        "line of the row"::BIGINT - getvariable('firsts')[filename], file_row_number
    ) AS row,
    getvariable('starts')[filename] + file_row_number + 1 AS place
FROM rows;
