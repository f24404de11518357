-- Between which days each fact happened, as it tells itself: one row a fact, written with
-- it, and made anew by `rebuild`. Where it tells none, they are the ends of time.
--
-- What is known of its publication can only draw the last day nearer. So who looks for
-- what happened within some days finds all of it here, by whatever clocks, and a little
-- more.

CREATE TABLE days (
    earliest DATE NOT NULL,
    latest DATE NOT NULL,
    position BIGINT NOT NULL
);

COMMENT ON TABLE days IS 'Between which days each fact happened, as it tells itself; where it tells none, the ends of time.';

COMMENT ON COLUMN days."earliest" IS 'The first day on which it may have happened.';
COMMENT ON COLUMN days."latest" IS 'The last such day.';
COMMENT ON COLUMN days."position" IS 'Of the fact, as in events.';
