-- Keep with each row the line on which it begins.
COPY (
    SELECT t.* EXCLUDE (file_row_number), l.line AS "line of the row"
    FROM read_parquet($file, file_row_number = true) AS t
    JOIN lines AS l ON l.row = t.file_row_number
    ORDER BY l.row
) TO $target (FORMAT parquet, COMPRESSION lz4);
