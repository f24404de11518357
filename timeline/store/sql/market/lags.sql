-- How many days the news took that each document told, or each publisher with $publishers, of what
-- happened up to $on: to its publication, from there to its recording, in all. Each leg has its
-- median, shortest and longest, at the least and at the most; $open days are no bound. What was
-- recorded before it was published counts for nothing; what cites nothing has no source.
WITH tellings AS (
    SELECT
        CASE WHEN $publishers THEN d.publisher ELSE c.document END AS source,
        f.earliest,
        f.latest,
        c.public_first,
        c.public_last,
        f.recorded,
        f.payload
    FROM facts AS f
    INNER JOIN citations AS c ON c.position = f.position
    LEFT JOIN documents AS d ON $publishers AND d.document = c.document
    WHERE f.moves AND f.earliest <= $on AND c.public_first <= f.recorded
    UNION ALL
    SELECT NULL, earliest, latest, public_first, public_last, recorded, payload
    FROM facts
    WHERE
        moves
        AND earliest <= $on
        AND position NOT IN (SELECT position FROM citations)
),

days AS (
    SELECT
        source,
        coalesce((payload ->> '$.effective')::BOOLEAN, false) AS ahead,
        public_first - latest AS published_low,
        CASE
            WHEN earliest = DATE '0001-01-01' THEN $open ELSE public_last - earliest
        END AS published_high,
        recorded - public_last AS recorded_low,
        CASE
            WHEN public_first = DATE '0001-01-01' THEN $open ELSE recorded - public_first
        END AS recorded_high,
        recorded - latest AS low,
        CASE WHEN earliest = DATE '0001-01-01' THEN $open ELSE recorded - earliest END AS high
    FROM tellings
),

legs AS (
    SELECT
        source,
        CASE
            WHEN NOT ahead AND published_low < 0 AND published_high >= 0 THEN 0 ELSE published_low
        END AS published_low,
        published_high,
        CASE
            WHEN recorded_low < 0 AND recorded_high >= 0 THEN 0 ELSE recorded_low
        END AS recorded_low,
        recorded_high,
        CASE WHEN NOT ahead AND low < 0 AND high >= 0 THEN 0 ELSE low END AS low,
        high
    FROM days
)

SELECT
    source,
    count(*) AS facts,
    quantile_disc(published_low, 0.5),
    -quantile_disc(-published_high, 0.5),
    min(published_low),
    min(published_high),
    max(published_low),
    max(published_high),
    quantile_disc(recorded_low, 0.5),
    -quantile_disc(-recorded_high, 0.5),
    min(recorded_low),
    min(recorded_high),
    max(recorded_low),
    max(recorded_high),
    quantile_disc(low, 0.5),
    -quantile_disc(-high, 0.5),
    min(low),
    min(high),
    max(low),
    max(high)
FROM legs
GROUP BY source
ORDER BY coalesce(source, '');
