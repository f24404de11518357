-- Repeat the spells of what is held of $names by each of the holders, in their order.
INSERT INTO stakes_by_holder
SELECT unnest(holders) AS by_holder, *
FROM stakes
WHERE company IN (SELECT unnest($names::VARCHAR[]))
ORDER BY by_holder, company, interest, class, unit, first_day;
