-- The intervals kept twice, in the orders in which they are asked for.
CREATE OR REPLACE TABLE by_company AS
SELECT * REPLACE (coalesce(until, DATE '9999-12-31') AS until) FROM intervals ORDER BY company, holder, since;
CREATE OR REPLACE TABLE by_holder AS FROM by_company ORDER BY holder, company, since;
