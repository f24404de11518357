-- How many rows a Parquet file has.
SELECT num_rows FROM parquet_file_metadata($file);
