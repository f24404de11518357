-- The triggers of the empty log, as DuckDB makes them.
SELECT sql FROM duckdb_triggers() WHERE database_name = 'blank' ORDER BY trigger_name;
