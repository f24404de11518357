-- Some of those values.
SELECT source, type, name, kind, text, place, count
FROM unread
WHERE rowid >= $first AND rowid < $first + $most
ORDER BY rowid;
