-- Remove the spells of what is held of $names, to be replaced.
DELETE FROM stakes
WHERE company IN (SELECT unnest($names::VARCHAR[]));
