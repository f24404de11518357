-- Forget the ids of last versions that the next ones replace.
DELETE FROM versions
WHERE source = $source AND place IN (
    SELECT h.place FROM held AS h JOIN compared AS c USING (place)
    WHERE c.digest <> h.digest AND NOT h.gone
);
