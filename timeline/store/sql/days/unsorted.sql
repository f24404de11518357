-- Where the days of facts are gathered before they are sorted.
CREATE OR REPLACE TEMP TABLE unsorted_days AS
SELECT * FROM days LIMIT 0;
