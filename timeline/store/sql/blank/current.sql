-- Where names are taken from: the log, or the database in memory.
SELECT current_database();
