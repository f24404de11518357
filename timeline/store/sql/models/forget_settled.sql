-- Remove by which day all was known of $names, to be replaced.
DELETE FROM settled
WHERE company IN (SELECT unnest($names::VARCHAR[]));
