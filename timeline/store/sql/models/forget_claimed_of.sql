-- Remove the holdings $names, to be replaced.
DELETE FROM claimed
WHERE holding IN (SELECT unnest($names::UBIGINT[]));
