-- How a table is made.
SELECT sql FROM duckdb_tables() WHERE NOT temporary AND NOT internal AND table_name = $name;
