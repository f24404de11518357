-- The tables of this file.
SELECT table_name
FROM duckdb_tables()
WHERE NOT temporary AND NOT internal
ORDER BY table_name;
