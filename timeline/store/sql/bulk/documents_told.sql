-- The rows of the files of documents, as texts; `place` numbers them from 1.
CREATE OR REPLACE TEMP VIEW documents_told AS
WITH columns_of_all AS (
    SELECT
        NULL::VARCHAR AS id, NULL::VARCHAR AS publisher, NULL::VARCHAR AS published,
        NULL::VARCHAR AS retrieved, NULL::VARCHAR AS title, NULL::VARCHAR AS language,
        NULL::VARCHAR AS file, NULL::VARCHAR AS sha256, NULL::VARCHAR AS origin,
        NULL::VARCHAR AS note,
        NULL::VARCHAR AS "line of the row"
    WHERE false
), rows AS (
    FROM columns_of_all
    UNION ALL BY NAME
    SELECT nullif(COLUMNS(* EXCLUDE (filename, file_row_number))::VARCHAR, ''), filename, file_row_number
    FROM read_parquet(getvariable('documents'), union_by_name = true, filename = true, file_row_number = true)
)
SELECT
    COLUMNS(* EXCLUDE (filename, file_row_number, "line of the row")),
    'document-described' AS type,
    filename AS path,
    coalesce(
        "line of the row"::BIGINT - getvariable('firsts')[filename], file_row_number
    ) AS row,
    getvariable('starts')[filename] + file_row_number + 1 AS place
FROM rows;
