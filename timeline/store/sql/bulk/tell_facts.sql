-- Ask the files of facts from now on.
CREATE OR REPLACE TEMP VIEW told AS FROM facts_told;
