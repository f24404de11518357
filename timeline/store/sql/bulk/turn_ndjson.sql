-- Keep an NDJSON file as Parquet for the import, every value as text.
COPY (
    FROM read_json($file, format = 'newline_delimited', columns = $columns)
) TO $target (FORMAT parquet, COMPRESSION lz4);
