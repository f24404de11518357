-- Keep a file without rows, for files that were not given.
COPY (SELECT NULL::VARCHAR AS id WHERE false) TO $target (FORMAT parquet);
