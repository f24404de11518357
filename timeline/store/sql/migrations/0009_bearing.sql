-- What each fact claims has with it whose holding it is of, and when it bears on that: a day known
-- is asked of most holdings without putting several claims together.
--
-- Of the claims that a log held before, nothing is told of the latter: they may bear on any
-- day, and none is alone. So answers stay what they were, until `rebuild` tells.

ALTER TABLE claims RENAME TO claims_before;

CREATE TABLE claims (
    company VARCHAR NOT NULL,
    holding UBIGINT NOT NULL,
    holder VARCHAR NOT NULL,          -- the first of the holders
    holders VARCHAR[] NOT NULL,       -- one, or several jointly
    joint BOOLEAN NOT NULL,
    interest VARCHAR NOT NULL,
    class VARCHAR,
    unit VARCHAR NOT NULL,            -- percent or shares
    earliest DATE NOT NULL,
    latest DATE NOT NULL,
    within_day INTEGER,
    stands_first DATE,                -- as now known
    stands_last DATE,
    known_first DATE NOT NULL,        -- the days known by which it is so
    known_last DATE NOT NULL,
    gone DATE NOT NULL,               -- by this day, and known by it, it surely stands no more
    bears_first DATE NOT NULL,        -- before this day it says nothing that others do not
    alone_first DATE NOT NULL,        -- from here on, known by alone_known, it alone says it …
    alone_known DATE NOT NULL,
    next_day DATE NOT NULL,           -- … until this day, where that is known by next_known
    next_known DATE NOT NULL,
    certainty VARCHAR NOT NULL,       -- definite or possible
    low DECIMAL(38, 12) NOT NULL,     -- the level that it leads to
    high DECIMAL(38, 12),             -- NULL where nothing bounds it
    low_open BOOLEAN NOT NULL,
    high_open BOOLEAN NOT NULL,
    told BOOLEAN NOT NULL,
    from_low DECIMAL(38, 12) NOT NULL, -- the level that it starts from
    from_high DECIMAL(38, 12),
    from_low_open BOOLEAN NOT NULL,
    from_high_open BOOLEAN NOT NULL,
    from_told BOOLEAN NOT NULL,
    moved DECIMAL(38, 12),
    seen BOOLEAN NOT NULL,
    by_control BOOLEAN NOT NULL,
    basis VARCHAR NOT NULL,           -- the rule that gives the level
    standing VARCHAR NOT NULL,
    public_first DATE NOT NULL,
    public_last DATE NOT NULL,
    fact VARCHAR NOT NULL,
    position BIGINT NOT NULL
);

INSERT INTO claims
SELECT
    c.company,
    c.holding,
    l.holder,
    l.holders,
    len(l.holders) > 1,
    l.interest,
    l.class,
    l.unit,
    c.earliest,
    c.latest,
    c.within_day,
    c.stands_first,
    c.stands_last,
    c.known_first,
    c.known_last,
    c.gone,
    DATE '0001-01-01',
    DATE '9999-12-31',
    DATE '9999-12-31',
    DATE '0001-01-01',
    DATE '0001-01-01',
    c.certainty,
    c.low,
    c.high,
    c.low_open,
    c.high_open,
    c.told,
    c.from_low,
    c.from_high,
    c.from_low_open,
    c.from_high_open,
    c.from_told,
    c.moved,
    c.seen,
    c.by_control,
    c.basis,
    c.standing,
    c.public_first,
    c.public_last,
    c.fact,
    c.position
FROM claims_before AS c
JOIN claimed AS l ON l.holding = c.holding
ORDER BY c.rowid;

DROP TABLE claims_before;
DROP TABLE claimed;

COMMENT ON TABLE claims IS 'What each fact claims of a holding, by each day known: one row a claim, and again where it is known otherwise later.';

COMMENT ON COLUMN claims."company" IS 'What is held, by its id.';
COMMENT ON COLUMN claims."holding" IS 'Which holding of it: 64 bits of the MD5 of whose it is, of what and in which unit.';
COMMENT ON COLUMN claims."holder" IS 'The first of the holders, by its id.';
COMMENT ON COLUMN claims."holders" IS 'Who holds it: one, or several jointly.';
COMMENT ON COLUMN claims."joint" IS 'Whether they are several.';
COMMENT ON COLUMN claims."interest" IS 'shares, votes, board, economic, pledged, options …';
COMMENT ON COLUMN claims."class" IS 'The class of shares, where one is told.';
COMMENT ON COLUMN claims."unit" IS 'What its levels are in: percent or shares.';
COMMENT ON COLUMN claims."earliest" IS 'The first day on which it may have happened.';
COMMENT ON COLUMN claims."latest" IS 'The last such day.';
COMMENT ON COLUMN claims."within_day" IS 'Its place within its day, where one is told.';
COMMENT ON COLUMN claims."stands_first" IS 'The first day on which it stands, as now known; NULL where it never does.';
COMMENT ON COLUMN claims."stands_last" IS 'The last such day: on the next, one that is definitely after it has definitely happened.';
COMMENT ON COLUMN claims."known_first" IS 'The first day known by which it is so.';
COMMENT ON COLUMN claims."known_last" IS 'The last such day; 9999-12-31 is for good.';
COMMENT ON COLUMN claims."gone" IS 'On this day and later, known by it or later, it surely stands no more: another came after it. 9999-12-31 is never.';
COMMENT ON COLUMN claims."bears_first" IS 'Before this day it says nothing of the holding that others do not.';
COMMENT ON COLUMN claims."alone_first" IS 'From this day on, known by alone_known or later, it alone says what is held, until next_day known by next_known.';
COMMENT ON COLUMN claims."alone_known" IS 'Known by this day or later it alone says it; see alone_first.';
COMMENT ON COLUMN claims."next_day" IS 'From this day on another bears on the holding too, known by next_known or later.';
COMMENT ON COLUMN claims."next_known" IS 'Known by this day or later another bears on the holding; see next_day.';
COMMENT ON COLUMN claims."certainty" IS 'possible where it was only possibly public, or possibly put right.';
COMMENT ON COLUMN claims."low" IS 'It leads to at least so much, by itself.';
COMMENT ON COLUMN claims."high" IS 'At most so much; NULL where nothing bounds it.';
COMMENT ON COLUMN claims."low_open" IS 'More than low, not low itself.';
COMMENT ON COLUMN claims."high_open" IS 'Less than high, not high itself.';
COMMENT ON COLUMN claims."told" IS 'Whether it tells the level it leads to; otherwise that follows from what was before.';
COMMENT ON COLUMN claims."from_low" IS 'It starts from at least so much, by itself.';
COMMENT ON COLUMN claims."from_high" IS 'At most so much; NULL where nothing bounds it.';
COMMENT ON COLUMN claims."from_low_open" IS 'More than from_low.';
COMMENT ON COLUMN claims."from_high_open" IS 'Less than from_high.';
COMMENT ON COLUMN claims."from_told" IS 'Whether it tells the level it starts from, or the change from which that follows.';
COMMENT ON COLUMN claims."moved" IS 'The change in points or shares, where it is told.';
COMMENT ON COLUMN claims."seen" IS 'A level that was seen, not changed.';
COMMENT ON COLUMN claims."by_control" IS 'Said by control alone.';
COMMENT ON COLUMN claims."basis" IS 'The rule that gives the level: change, stated, deal, wholly-owned, ended …';
COMMENT ON COLUMN claims."standing" IS 'reported or official.';
COMMENT ON COLUMN claims."public_first" IS 'When its fact became public, at the earliest.';
COMMENT ON COLUMN claims."public_last" IS 'And at the latest.';
COMMENT ON COLUMN claims."fact" IS 'The id of the fact.';
COMMENT ON COLUMN claims."position" IS 'Of the fact, as in events.';
