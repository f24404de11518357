-- Those who held something of $names.
SELECT DISTINCT unnest(holders)
FROM stakes
WHERE company IN (SELECT unnest($names::VARCHAR[]));
