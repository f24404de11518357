-- Attach the empty log at $path, to be copied.
ATTACH $path AS blank (READ_ONLY);
