-- Say that the read models follow nothing yet, where nothing is said of it.
INSERT INTO derived SELECT -1 WHERE NOT EXISTS (SELECT 1 FROM derived);
