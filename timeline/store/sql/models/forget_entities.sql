-- Remove the entities $names, to be replaced.
DELETE FROM entities
WHERE entity IN (SELECT unnest($names::VARCHAR[]));
