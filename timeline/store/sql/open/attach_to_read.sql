-- Attach the log at $path, to be read.
ATTACH $path AS log (READ_ONLY);
