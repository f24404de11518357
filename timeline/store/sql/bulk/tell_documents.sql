-- Ask the files of documents from now on.
CREATE OR REPLACE TEMP VIEW told AS FROM documents_told;
