-- Where each entity is found by its names: with the id, the name, the aliases and the identifiers of
-- each description, folded, as names under a heading of their own among the places.

COMMENT ON TABLE places IS
    'Where each event is found: what it is, whom and what it is about, what an entity is called.';
