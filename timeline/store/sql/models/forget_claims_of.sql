-- Remove what is claimed of the holdings $names, to be replaced.
DELETE FROM claims
WHERE holding IN (SELECT unnest($names::UBIGINT[]));
