-- Keep an NDJSON file as Parquet for the import, every value as text: a number as it is written, for
-- read as one it would lose decimals. So numbers that do not stand in quotes are put into them: of
-- each row that may have one, strings are kept as they are, and what is left of digits is a number.
COPY (
    SELECT unnest(json_transform(quoted, $structure))
    FROM (
        SELECT
            CASE
                WHEN regexp_matches(json::VARCHAR, '[:\s]-?[0-9]')
                THEN replace(
                    replace(
                        replace(
                            regexp_replace(
                                json::VARCHAR,
                                '("(?:[^"\\]|\\.)*")|(-?[0-9][-+.0-9eE]*)',
                                '\1' || chr(1) || '\2' || chr(2),
                                'g'
                            ),
                            chr(1) || chr(2),
                            ''
                        ),
                        chr(1),
                        '"'
                    ),
                    chr(2),
                    '"'
                )
                ELSE json::VARCHAR
            END AS quoted
        FROM read_ndjson_objects($file)
    )
) TO $target (FORMAT parquet, COMPRESSION lz4);
