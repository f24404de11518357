-- What an import works with: all of it is gone with the connection.

-- What each column holds, by type; a word has one row for each that may stand there.
CREATE OR REPLACE TEMP TABLE fields (type VARCHAR, name VARCHAR, kind VARCHAR, required BOOLEAN);
CREATE OR REPLACE TEMP TABLE words (type VARCHAR, name VARCHAR, word VARCHAR);

-- What stands in the columns, each value once, with the first row that has it.
CREATE OR REPLACE TEMP TABLE cells (
    source VARCHAR, type VARCHAR, name VARCHAR, kind VARCHAR, text VARCHAR, place BIGINT, count BIGINT
);

-- Values that are written otherwise than they stand there, and what is written so row by row.
CREATE OR REPLACE TEMP TABLE readings (source VARCHAR, type VARCHAR, name VARCHAR, text VARCHAR, written VARCHAR);
CREATE OR REPLACE TEMP TABLE mending (source VARCHAR, place BIGINT, name VARCHAR, written VARCHAR);

-- Rows that the log, or a row before, holds already; the others in runs that are numbered on.
CREATE OR REPLACE TEMP TABLE skipped (source VARCHAR, place BIGINT);
CREATE OR REPLACE TEMP TABLE runs (source VARCHAR, first BIGINT, last BIGINT, shift BIGINT);

-- Ids of the descriptions that are a further version of one that the log holds.
CREATE OR REPLACE TEMP TABLE versions (source VARCHAR, place BIGINT, id VARCHAR);

-- Malformed rows of facts, and what facts say that they correct.
CREATE OR REPLACE TEMP TABLE flawed (place BIGINT);
CREATE OR REPLACE TEMP TABLE corrections (place BIGINT, path VARCHAR, row BIGINT, id VARCHAR, payload VARCHAR);
