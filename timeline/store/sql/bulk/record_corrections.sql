-- Append the corrections after the facts.
INSERT INTO events
SELECT
    $ahead + row_number() OVER (ORDER BY place),
    $commit,
    id,
    'corrected',
    1,
    payload,
    sha256(payload),
    getvariable('names')[path],
    row + getvariable('firsts')[path],
    []
FROM corrections;
