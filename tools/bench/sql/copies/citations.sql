-- What each fact cites.
INSERT INTO citations
SELECT o.* REPLACE (
    repeated(position, copy) AS position,
    named(fact, copy) AS fact,
    named(document, copy) AS document
)
FROM one.citations AS o, copies()
ORDER BY repeated(position, copy), o.rowid;
