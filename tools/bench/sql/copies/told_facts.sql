-- Rows $first to $last of a file of facts, each of them once for each copy.
SELECT told.* EXCLUDE (file_row_number) REPLACE (
    named(id, copy) AS id,
    named(document, copy) AS document,
    named(holder, copy) AS holder,
    named(company, copy) AS company,
    named(jointly_with, copy) AS jointly_with,
    named(deal, copy) AS deal,
    named("parties.acquirer", copy) AS "parties.acquirer",
    named("parties.target", copy) AS "parties.target",
    named("of", copy) AS "of",
    named(corrects, copy) AS corrects
)
FROM read_parquet(getvariable('file'), file_row_number = true) AS told, copies()
WHERE file_row_number BETWEEN getvariable('first') AND getvariable('last')
ORDER BY file_row_number, copy
