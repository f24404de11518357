-- Write the files of facts from now on.
CREATE OR REPLACE TEMP VIEW written AS FROM facts_written;
