-- The facts that claim anything of what is held of $company.
SELECT DISTINCT position
FROM claims
WHERE company = $company;
