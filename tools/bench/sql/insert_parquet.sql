-- Append a vendor's Parquet files.
CREATE OR REPLACE TEMP VIEW facts AS FROM read_parquet(getvariable('files'));
INSERT INTO claims FROM typed('facts');
