-- Leave out the corrections that the log holds, or a row before has.
DELETE FROM corrections
WHERE
    id IN (SELECT c.id FROM corrections AS c JOIN events AS e ON e.id = c.id)
    OR place NOT IN (SELECT min(place) FROM corrections GROUP BY id);
