-- Each fact that happened up to $on in each document that told it before it was recorded, by document:
-- when it happened, when the document told it, when it was recorded, and whether it may be told of
-- ahead. What cites nothing has no document.
WITH happened AS (
    SELECT
        position,
        earliest,
        latest,
        public_first,
        public_last,
        recorded,
        coalesce((payload ->> '$.effective')::BOOLEAN, false) AS ahead
    FROM facts
    WHERE moves AND earliest <= $on
)

SELECT
    c.document,
    d.publisher,
    h.earliest,
    h.latest,
    c.public_first,
    c.public_last,
    h.recorded,
    h.ahead
FROM happened AS h
INNER JOIN citations AS c ON c.position = h.position
LEFT JOIN documents AS d ON d.document = c.document
WHERE c.public_first <= h.recorded
UNION ALL
SELECT NULL, NULL, h.earliest, h.latest, h.public_first, h.public_last, h.recorded, h.ahead
FROM happened AS h
ANTI JOIN citations AS c ON c.position = h.position
ORDER BY document NULLS FIRST;
