-- Keep a CSV file as Parquet for the import, every cell as text.
COPY (
    FROM read_csv(
        $file, columns = $columns, auto_detect = false, header = true, delim = ',', quote = '"',
        escape = '"', strict_mode = true, encoding = 'utf-8'
    )
) TO $target (FORMAT parquet, COMPRESSION lz4);
