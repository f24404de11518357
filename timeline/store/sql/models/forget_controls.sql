-- Remove the spells of who controlled $names, to be replaced.
DELETE FROM controls
WHERE company IN (SELECT unnest($names::VARCHAR[]));
