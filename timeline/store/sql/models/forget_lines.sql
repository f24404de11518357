-- Remove the holdings of $names that claims are of, to be replaced.
DELETE FROM lines
WHERE company IN (SELECT unnest($names::VARCHAR[]));
