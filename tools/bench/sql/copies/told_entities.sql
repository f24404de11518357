-- A file of entities, each of them once for each copy.
SELECT told.* EXCLUDE (file_row_number) REPLACE (named(id, copy) AS id, named(name, copy) AS name)
FROM read_parquet(getvariable('file'), file_row_number = true) AS told, copies()
ORDER BY file_row_number, copy
