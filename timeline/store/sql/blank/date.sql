-- Say that all of the log was made now, as it was by being copied.
UPDATE migrations SET "at" = $at;
