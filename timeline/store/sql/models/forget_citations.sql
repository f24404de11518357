-- Remove what the facts at $names cite, to be replaced.
DELETE FROM citations
WHERE position IN (SELECT unnest($names::BIGINT[]));
