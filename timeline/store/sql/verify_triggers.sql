-- The triggers of this file, as DuckDB writes them.
SELECT trigger_name, sql
FROM duckdb_triggers()
ORDER BY trigger_name;
