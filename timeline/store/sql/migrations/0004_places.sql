-- Where each event is found: under what it is, whom and what it is about. One row an
-- event and place, written with the event, and made anew by `rebuild`.
--
-- A place is a number: the heading's in the first 8 bits, then 56 bits of the MD5 of
-- the name, so that rows sorted by it are found by their zone maps, a heading's close
-- together. Two names may meet in one number: who looks there checks what is found.

CREATE TABLE places (
    place UBIGINT NOT NULL,
    position BIGINT NOT NULL
);

COMMENT ON TABLE places IS 'Where each event is found: what it is, whom and what it is about.';

COMMENT ON COLUMN places."place" IS 'The heading, then 56 bits of the MD5 of the name.';
COMMENT ON COLUMN places."position" IS 'Of the event, as in events.';
