-- Press texts in this way: zstd takes two thirds of the time that DuckDB's own choice does, and less room.
SET force_compression = $value;
