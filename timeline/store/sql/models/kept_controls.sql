-- The spells of who controlled $names, holder by holder.
FROM controls
WHERE company IN (SELECT unnest($names::VARCHAR[]))
ORDER BY company, holder, first_day;
