-- Values that are none of the words that may stand there.
SELECT c.source, c.type, c.name, c.text, c.place, c.count, (sum(c.count) OVER ())::BIGINT
FROM cells AS c
ANTI JOIN words AS w ON w.type = c.type AND w.name = c.name AND w.word = c.text
WHERE c.kind = 'word'
ORDER BY c.source, c.place
LIMIT $most;
