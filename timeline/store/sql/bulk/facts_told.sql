-- The rows of the files of facts, whichever columns they have, as texts: every column of every type.
-- `place` numbers the rows of all these files from 1; `starts` has how many are before each file.
CREATE OR REPLACE TEMP VIEW facts_told AS
WITH columns_of_all AS (
    SELECT
        NULL::VARCHAR AS "id", NULL::VARCHAR AS "type", NULL::VARCHAR AS "about",
        NULL::VARCHAR AS "affects", NULL::VARCHAR AS "after", NULL::VARCHAR AS "agreement",
        NULL::VARCHAR AS "amount", NULL::VARCHAR AS "answer", NULL::VARCHAR AS "basis",
        NULL::VARCHAR AS "because", NULL::VARCHAR AS "before", NULL::VARCHAR AS "by",
        NULL::VARCHAR AS "cause", NULL::VARCHAR AS "change", NULL::VARCHAR AS "class",
        NULL::VARCHAR AS "close", NULL::VARCHAR AS "company", NULL::VARCHAR AS "contingent",
        NULL::VARCHAR AS "deadline", NULL::VARCHAR AS "deal", NULL::VARCHAR AS "direction",
        NULL::VARCHAR AS "effective", NULL::VARCHAR AS "founders", NULL::VARCHAR AS "foundry",
        NULL::VARCHAR AS "from", NULL::VARCHAR AS "holder", NULL::VARCHAR AS "how",
        NULL::VARCHAR AS "interest", NULL::VARCHAR AS "into", NULL::VARCHAR AS "jointly_with",
        NULL::VARCHAR AS "kind", NULL::VARCHAR AS "line", NULL::VARCHAR AS "market",
        NULL::VARCHAR AS "metric", NULL::VARCHAR AS "move", NULL::VARCHAR AS "note",
        NULL::VARCHAR AS "occurred", NULL::VARCHAR AS "of", NULL::VARCHAR AS "order",
        NULL::VARCHAR AS "paid", NULL::VARCHAR AS "part_of", NULL::VARCHAR AS "partner",
        NULL::VARCHAR AS "percent", NULL::VARCHAR AS "period", NULL::VARCHAR AS "person",
        NULL::VARCHAR AS "post", NULL::VARCHAR AS "price", NULL::VARCHAR AS "prior",
        NULL::VARCHAR AS "programme", NULL::VARCHAR AS "published", NULL::VARCHAR AS "purpose",
        NULL::VARCHAR AS "raised", NULL::VARCHAR AS "ratio", NULL::VARCHAR AS "reason",
        NULL::VARCHAR AS "said_by", NULL::VARCHAR AS "shares", NULL::VARCHAR AS "shares_after",
        NULL::VARCHAR AS "shares_before", NULL::VARCHAR AS "stage", NULL::VARCHAR AS "stake",
        NULL::VARCHAR AS "standing", NULL::VARCHAR AS "state", NULL::VARCHAR AS "subject",
        NULL::VARCHAR AS "theme", NULL::VARCHAR AS "to", NULL::VARCHAR AS "value",
        NULL::VARCHAR AS "what", NULL::VARCHAR AS "document", NULL::VARCHAR AS "corrects",
        NULL::VARCHAR AS "batch", NULL::VARCHAR AS "fields", NULL::VARCHAR AS "parties.acquirer",
        NULL::VARCHAR AS "parties.target",
        NULL::VARCHAR AS "line of the row"
    WHERE false
), rows AS (
    FROM columns_of_all
    UNION ALL BY NAME
    SELECT nullif(COLUMNS(* EXCLUDE (filename, file_row_number))::VARCHAR, ''), filename, file_row_number
    FROM read_parquet(getvariable('facts'), union_by_name = true, filename = true, file_row_number = true)
)
SELECT
    COLUMNS(* EXCLUDE (filename, file_row_number, "line of the row")),
    filename AS path,
    coalesce(
        "line of the row"::BIGINT - getvariable('firsts')[filename], file_row_number
    ) AS row,
    getvariable('starts')[filename] + file_row_number + 1 AS place
FROM rows;
