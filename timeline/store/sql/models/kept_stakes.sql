-- The spells of what is held of $names, holding by holding.
FROM stakes
WHERE company IN (SELECT unnest($names::VARCHAR[]))
ORDER BY company, holders, interest, class, unit, first_day;
