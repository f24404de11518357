-- The line on which a row begins.
SELECT "line of the row" FROM read_parquet($file, file_row_number = true) WHERE file_row_number = $row;
