-- Those of $ids that the log already holds, at one of $places.
SELECT e.id
FROM events AS e
WHERE
    e.position IN (
        SELECT p.position
        FROM places AS p
        WHERE p.place IN (SELECT unnest($places::UBIGINT[]))
    )
    AND e.id IN (SELECT unnest($ids::VARCHAR[]))
ORDER BY e.position;
