-- Remove what is claimed of holdings in $names, to be replaced.
DELETE FROM claims
WHERE company IN (SELECT unnest($names::VARCHAR[]));
