-- Remove the spells of the programmes $names, to be replaced.
DELETE FROM programmes
WHERE programme IN (SELECT unnest($names::VARCHAR[]));
