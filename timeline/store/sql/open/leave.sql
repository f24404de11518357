-- Take names from the database in memory again, so that the log can be let go.
USE memory;
