-- Remove the spells of the deals $names, to be replaced.
DELETE FROM deals
WHERE deal IN (SELECT unnest($names::VARCHAR[]));
