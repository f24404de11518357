-- What each fact claims of a holding, by each day known: what answers as of a day known are
-- composed from. And what bears on all that is held of a company: that it was founded, issued
-- shares, or that control of it ended. Read models like the rest; a log that held events
-- before these tables did has to make them anew.

-- What claims are of: one row a holding.
CREATE TABLE claimed (
    company VARCHAR NOT NULL,
    holding UBIGINT NOT NULL,
    holder VARCHAR NOT NULL,          -- the first of the holders
    holders VARCHAR[] NOT NULL,       -- one, or several jointly
    interest VARCHAR NOT NULL,
    class VARCHAR,
    unit VARCHAR NOT NULL             -- percent or shares
);

CREATE TABLE claims (
    company VARCHAR NOT NULL,
    holding UBIGINT NOT NULL,
    earliest DATE NOT NULL,
    latest DATE NOT NULL,
    within_day INTEGER,
    stands_first DATE,                -- as now known
    stands_last DATE,
    known_first DATE NOT NULL,        -- the days known by which it is so
    known_last DATE NOT NULL,
    gone DATE NOT NULL,               -- by this day, and known by it, it surely stands no more
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

CREATE TABLE bearings (
    company VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,            -- founded, issued or control-ended
    holder VARCHAR,                   -- whose control ended
    class VARCHAR,                    -- of the shares that were issued
    earliest DATE NOT NULL,
    latest DATE NOT NULL,
    within_day INTEGER,
    known_first DATE NOT NULL,
    known_last DATE NOT NULL,
    certainty VARCHAR NOT NULL,
    fact VARCHAR NOT NULL,
    position BIGINT NOT NULL
);

CREATE TABLE settled (
    company VARCHAR NOT NULL,
    known DATE NOT NULL
);

COMMENT ON TABLE claimed IS 'What is claimed of: one row a holding of a company, by whomever.';
COMMENT ON TABLE claims IS 'What each fact claims of a holding, by each day known: one row a claim, and again where it is known otherwise later.';
COMMENT ON TABLE bearings IS 'What bears on all that is held of a company: that it was founded, issued shares, or that control of it ended, by each day known.';
COMMENT ON TABLE settled IS 'By which day known all was known of who held a company as it is now.';

COMMENT ON COLUMN claimed."company" IS 'What is held, by its id.';
COMMENT ON COLUMN claimed."holding" IS 'Its number: 64 bits of the MD5 of whose it is, of what and in which unit.';
COMMENT ON COLUMN claimed."holder" IS 'The first of the holders, by its id.';
COMMENT ON COLUMN claimed."holders" IS 'Who holds it: one, or several jointly.';
COMMENT ON COLUMN claimed."interest" IS 'shares, votes, board, economic, pledged, options …';
COMMENT ON COLUMN claimed."class" IS 'The class of shares, where one is told.';
COMMENT ON COLUMN claimed."unit" IS 'What its levels are in: percent or shares.';

COMMENT ON COLUMN claims."company" IS 'What is held, by its id.';
COMMENT ON COLUMN claims."holding" IS 'Which holding of it, as in claimed.';
COMMENT ON COLUMN claims."earliest" IS 'The first day on which it may have happened.';
COMMENT ON COLUMN claims."latest" IS 'The last such day.';
COMMENT ON COLUMN claims."within_day" IS 'Its place within its day, where one is told.';
COMMENT ON COLUMN claims."stands_first" IS 'The first day on which it stands, as now known; NULL where it never does.';
COMMENT ON COLUMN claims."stands_last" IS 'The last such day: on the next, one that is definitely after it has definitely happened.';
COMMENT ON COLUMN claims."known_first" IS 'The first day known by which it is so.';
COMMENT ON COLUMN claims."known_last" IS 'The last such day; 9999-12-31 is for good.';
COMMENT ON COLUMN claims."gone" IS 'On this day and later, known by it or later, it surely stands no more: another came after it. 9999-12-31 is never.';
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

COMMENT ON COLUMN bearings."company" IS 'Of what, by its id.';
COMMENT ON COLUMN bearings."kind" IS 'founded, issued or control-ended.';
COMMENT ON COLUMN bearings."holder" IS 'Whose control ended.';
COMMENT ON COLUMN bearings."class" IS 'The class of the shares that were issued, where one is told.';
COMMENT ON COLUMN bearings."earliest" IS 'The first day on which it may have happened.';
COMMENT ON COLUMN bearings."latest" IS 'The last such day.';
COMMENT ON COLUMN bearings."within_day" IS 'Its place within its day, where one is told.';
COMMENT ON COLUMN bearings."known_first" IS 'The first day known by which it is so.';
COMMENT ON COLUMN bearings."known_last" IS 'The last such day; 9999-12-31 is for good.';
COMMENT ON COLUMN bearings."certainty" IS 'possible where it was only possibly public, or possibly put right.';
COMMENT ON COLUMN bearings."fact" IS 'The id of the fact.';
COMMENT ON COLUMN bearings."position" IS 'Of the fact, as in events.';

COMMENT ON COLUMN settled."company" IS 'Of what, by its id.';
COMMENT ON COLUMN settled."known" IS 'By this day, and by every later one, all of it was known as now.';

UPDATE derived SET commit = -1 WHERE EXISTS (FROM commits);
