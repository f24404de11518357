-- Remove the documents $names, to be replaced.
DELETE FROM documents
WHERE document IN (SELECT unnest($names::VARCHAR[]));
