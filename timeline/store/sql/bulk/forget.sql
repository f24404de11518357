-- Begin to compare the rows of other files.
CREATE OR REPLACE TEMP TABLE held (place BIGINT, id VARCHAR, digest VARCHAR, gone BOOLEAN, commit BIGINT);
CREATE OR REPLACE TEMP TABLE twice (place BIGINT, first BIGINT);
CREATE OR REPLACE TEMP TABLE compared (place BIGINT, digest VARCHAR);
