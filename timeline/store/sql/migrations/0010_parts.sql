-- Where each fact is found that is told to be a part of another: under the id of that one, as a place
-- with a heading of its own, since it counts only where that one may not.
--
-- What a completed deal moves, and what figures told to fewer places come to, is read by other rules
-- since: what an older program derived follows nothing any more, and is made anew.

COMMENT ON TABLE places IS
    'Where each event is found: what it is, whom and what it is about, what it is a part of, what an entity is called.';

UPDATE derived SET commit = -1 WHERE commit > 0;
