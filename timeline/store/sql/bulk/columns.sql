-- The columns of a Parquet file and their types.
DESCRIBE FROM read_parquet($file);
