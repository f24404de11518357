-- Rows whose id the log holds already.
INSERT INTO held
SELECT t.place, e.id, e.digest, e.payload IS NULL, e.commit
FROM told AS t
JOIN events AS e ON e.id = t.id;
