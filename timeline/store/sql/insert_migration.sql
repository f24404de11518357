-- Record that a migration was run.
INSERT INTO migrations (number, name, "at")
VALUES ($number, $name, $at);
