-- Remove the holdings of $names that claims are of, to be replaced.
DELETE FROM claimed
WHERE company IN (SELECT unnest($names::VARCHAR[]));
