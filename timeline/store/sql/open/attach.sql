-- Attach the log at $path, to be written to.
ATTACH $path AS log;
