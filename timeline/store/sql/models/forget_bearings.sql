-- Remove what bears on all that is held of $names, to be replaced.
DELETE FROM bearings
WHERE company IN (SELECT unnest($names::VARCHAR[]));
