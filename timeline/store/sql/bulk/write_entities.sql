-- Write the files of entities from now on.
CREATE OR REPLACE TEMP VIEW written AS FROM entities_written;
