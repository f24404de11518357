-- The tables, views and macros that hold answers, as this DuckDB writes them.
SELECT
    'table ' || table_name AS name,
    string_agg(column_name || ' ' || data_type, ', ' ORDER BY column_index) AS definition
FROM duckdb_columns()
WHERE NOT internal AND table_name IN (
    'stakes', 'stakes_by_holder', 'controls', 'deals', 'programmes', 'facts', 'citations',
    'entities', 'documents', 'claims', 'bearings', 'settled', 'derived', 'places', 'days'
)
GROUP BY table_name
UNION ALL
SELECT 'view ' || view_name, sql
FROM duckdb_views()
WHERE NOT internal AND NOT temporary
UNION ALL
SELECT
    'macro ' || function_name,
    string_agg(array_to_string(parameters, ', ') || ': ' || macro_definition, '; ' ORDER BY parameters)
FROM duckdb_functions()
WHERE NOT internal AND schema_name = 'main' AND function_type IN ('macro', 'table_macro')
GROUP BY function_name
ORDER BY name;
