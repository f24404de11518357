-- Repeat the spells of all that is held by each of the holders, in their order.
INSERT INTO stakes_by_holder
SELECT unnest(holders) AS by_holder, *
FROM stakes
ORDER BY by_holder, company, interest, class, unit, first_day;
