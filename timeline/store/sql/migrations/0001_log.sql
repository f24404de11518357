-- The log: commits and their events, which nothing changes once they are recorded.

CREATE TABLE migrations (
    number INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    "at" TIMESTAMP_MS NOT NULL
);

CREATE TABLE commits (
    number BIGINT NOT NULL,
    "at" TIMESTAMP_MS NOT NULL,   -- UTC
    message VARCHAR NOT NULL,
    events BIGINT NOT NULL,
    prior VARCHAR NOT NULL,
    digests VARCHAR NOT NULL,
    unordered VARCHAR NOT NULL,
    head VARCHAR NOT NULL
);

-- No key and no index: `append` looks for ids already taken with a semi-join,
-- under the lock that DuckDB holds for the one writer. An index would cost each
-- of ten million rows memory and load time to answer what one scan of a column does.
CREATE TABLE events (
    position BIGINT NOT NULL,
    commit BIGINT NOT NULL,
    id VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    payload VARCHAR,              -- NULL where it was withdrawn; the digest stays
    digest VARCHAR NOT NULL,
    file VARCHAR,
    line INTEGER,
    verified BOOLEAN[] NOT NULL
);

-- A trigger's body must write to another table; `error` raises before it does.
CREATE TABLE refusals (reason VARCHAR);

CREATE TRIGGER events_never_change AFTER UPDATE ON events FOR EACH STATEMENT
INSERT INTO refusals SELECT error('a recorded event is never changed');

CREATE TRIGGER events_never_go AFTER DELETE ON events FOR EACH STATEMENT
INSERT INTO refusals SELECT error('a recorded event is never deleted');

CREATE TRIGGER commits_never_change AFTER UPDATE ON commits FOR EACH STATEMENT
INSERT INTO refusals SELECT error('a commit is never changed');

CREATE TRIGGER commits_never_go AFTER DELETE ON commits FOR EACH STATEMENT
INSERT INTO refusals SELECT error('a commit is never deleted');
