-- The read models: the answers as now known, ready to be filtered. They are derived
-- from the events alone, replaced in the append's transaction for what it touches,
-- and made anew by `rebuild`. A spell is the longest run of days, both ends included,
-- on which an answer stays as it is; time begins on 0001-01-01 and ends on 9999-12-31.

-- The last commit that the read models follow.
CREATE TABLE derived (commit BIGINT NOT NULL);

-- What is held of each company: one row a spell.
CREATE TABLE stakes (
    company VARCHAR NOT NULL,
    holder VARCHAR NOT NULL,          -- the first of the holders
    holders VARCHAR[] NOT NULL,       -- one, or several jointly
    interest VARCHAR NOT NULL,
    class VARCHAR,
    unit VARCHAR NOT NULL,            -- percent or shares
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    low DECIMAL(38, 12) NOT NULL,
    high DECIMAL(38, 12),             -- NULL where nothing bounds it
    low_open BOOLEAN NOT NULL,
    high_open BOOLEAN NOT NULL,
    certainty VARCHAR NOT NULL,       -- definite or possible
    existence VARCHAR NOT NULL,       -- definite, possible or none
    basis VARCHAR NOT NULL,           -- the rule that gave the level
    disputed BOOLEAN NOT NULL,
    since VARCHAR,                    -- EDTF
    last_asserted VARCHAR,            -- EDTF
    standing VARCHAR NOT NULL,
    public_first DATE NOT NULL,       -- when the last of its facts became public, at the earliest
    public_last DATE NOT NULL,        -- and at the latest
    facts VARCHAR[] NOT NULL
);

-- The same by each of the holders, the joint ones too.
CREATE TABLE stakes_by_holder AS
SELECT ''::VARCHAR AS by_holder, * FROM stakes LIMIT 0;

-- Who controlled whom: one row a spell.
CREATE TABLE controls (
    company VARCHAR NOT NULL,
    holder VARCHAR NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    certainty VARCHAR NOT NULL,
    facts VARCHAR[] NOT NULL
);

-- How far each deal had come: one row a spell.
CREATE TABLE deals (
    deal VARCHAR NOT NULL,
    kind VARCHAR,
    parties STRUCT(entity VARCHAR, role VARCHAR)[] NOT NULL,
    state VARCHAR NOT NULL,
    possibly VARCHAR[] NOT NULL,      -- states that it may have gone on to
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    certainty VARCHAR NOT NULL,
    since VARCHAR NOT NULL,           -- EDTF
    facts VARCHAR[] NOT NULL
);

-- How far each programme had come: one row a spell.
CREATE TABLE programmes (
    programme VARCHAR NOT NULL,
    owner VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    possibly VARCHAR[] NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    certainty VARCHAR NOT NULL,
    since VARCHAR NOT NULL,           -- EDTF
    facts VARCHAR[] NOT NULL
);

-- Every fact as now known: when it happened, became public and was recorded.
CREATE TABLE facts (
    position BIGINT NOT NULL,
    id VARCHAR NOT NULL,
    commit BIGINT NOT NULL,
    type VARCHAR NOT NULL,
    occurred VARCHAR NOT NULL,        -- EDTF
    earliest DATE NOT NULL,
    latest DATE NOT NULL,
    public_first DATE NOT NULL,
    public_last DATE NOT NULL,
    recorded DATE NOT NULL,
    standing VARCHAR NOT NULL,
    certainty VARCHAR NOT NULL,       -- of the knowledge alone
    left_out VARCHAR,                 -- why no answer may use it: corrected, retracted
    moves BOOLEAN NOT NULL,           -- false for what is rumoured or denied
    entities STRUCT(role VARCHAR, id VARCHAR)[] NOT NULL,
    payload JSON NOT NULL
);

-- What each fact cites: its own citations, and those that confirm it.
CREATE TABLE citations (
    position BIGINT NOT NULL,         -- of the fact
    fact VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    quote VARCHAR NOT NULL,
    verified BOOLEAN NOT NULL,
    standing VARCHAR NOT NULL,
    public_first DATE NOT NULL,
    public_last DATE NOT NULL
);

-- Every entity as last described.
CREATE TABLE entities (
    entity VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    aliases VARCHAR[] NOT NULL,
    identifiers MAP(VARCHAR, VARCHAR) NOT NULL,
    segments VARCHAR[] NOT NULL,
    owner VARCHAR
);

-- Every document as last described.
CREATE TABLE documents (
    document VARCHAR NOT NULL,
    publisher VARCHAR NOT NULL,
    title VARCHAR,
    language VARCHAR,
    published VARCHAR NOT NULL,       -- EDTF
    retrieved VARCHAR,                -- EDTF
    origin VARCHAR
);

-- A log that held events before these tables did follows none of them yet.
INSERT INTO derived SELECT CASE WHEN count(*) = 0 THEN 0 ELSE -1 END FROM commits;
