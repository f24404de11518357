-- Each claim with the day on which the next of its pair ends it.
CREATE OR REPLACE TABLE intervals AS
SELECT company, holder, interest, low, high, day AS since,
    lead(day) OVER (PARTITION BY company, holder, interest ORDER BY day, within, n) AS until
FROM claims;
