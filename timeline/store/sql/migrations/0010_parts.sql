-- Where each fact is found that is told to be a part of another: under the id of that one, as a place
-- with a heading of its own, since it counts only where that one may not.

COMMENT ON TABLE places IS
    'Where each event is found: what it is, whom and what it is about, what it is a part of, what an entity is called.';
