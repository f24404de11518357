-- Append the rows of the files as events, those left out that are skipped.
INSERT INTO events
SELECT
    $ahead + w.place - r.shift,
    $commit,
    w.id,
    w.type,
    1,
    w.payload,
    sha256(w.payload),
    getvariable('names')[w.path],
    w.row + getvariable('firsts')[w.path],
    w.verified
FROM written AS w
JOIN (FROM runs WHERE source = $source) AS r ON w.place BETWEEN r.first AND r.last;
