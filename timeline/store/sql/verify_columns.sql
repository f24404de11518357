-- The columns of a log's tables, with their types.
SELECT table_name || '.' || column_name AS name, data_type
FROM duckdb_columns()
WHERE NOT internal AND table_name IN ('commits', 'events', 'migrations', 'refusals')
ORDER BY name;
