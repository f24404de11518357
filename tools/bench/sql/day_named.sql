-- The same with the names of holders and companies looked up, and looked at.
SELECT count(*), max(holder_name), max(company_name), sum(low), sum(coalesce(high, 100))
FROM ownership_as_of($on);
