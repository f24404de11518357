-- Rows that are said to correct themselves, or to be a copy of themselves.
SELECT 'facts' AS source, place, id FROM facts_told
WHERE corrects IS NOT NULL AND list_contains(parted(corrects), id)
UNION ALL
SELECT 'documents', place, id FROM documents_told WHERE origin = id
ORDER BY source, place;
