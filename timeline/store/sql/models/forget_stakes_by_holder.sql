-- Remove the spells of what is held of $names, by holder, to be replaced.
DELETE FROM stakes_by_holder
WHERE company IN (SELECT unnest($names::VARCHAR[]));
