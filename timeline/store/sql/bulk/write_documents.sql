-- Write the files of documents from now on.
CREATE OR REPLACE TEMP VIEW written AS FROM documents_written;
