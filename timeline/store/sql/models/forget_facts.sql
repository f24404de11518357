-- Remove the facts at $names, to be replaced.
DELETE FROM facts
WHERE position IN (SELECT unnest($names::BIGINT[]));
