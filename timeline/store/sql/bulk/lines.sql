-- On which line each row of a CSV file begins, where that is not told by its number.
CREATE OR REPLACE TEMP TABLE lines (row BIGINT, line BIGINT);
