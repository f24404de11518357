-- How many rows of each kind of file are skipped.
SELECT source, count(*) FROM skipped GROUP BY source;
