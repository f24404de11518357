-- Every document as last described.
INSERT INTO documents
SELECT o.* REPLACE (
    named(document, copy) AS document,
    named(origin, copy) AS origin
)
FROM one.documents AS o, copies()
ORDER BY o.rowid, copy;
