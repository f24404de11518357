-- Events that do not stand where the commits' counts put them: after a gap, on
-- a position already held, beyond the last, or under another commit's number.
WITH ranges AS (
    SELECT
        number,
        sum(events) OVER (ORDER BY number) AS final,
        final - events + 1 AS first
    FROM commits
    WHERE events > 0
)
SELECT
    coalesce(e.position, 0) AS position,
    e.id,
    e.commit,
    CASE WHEN e.position <= r.final THEN r.number END AS expected,
    coalesce(e.position - lag(e.position, 1, 0) OVER (ORDER BY e.position, e.id), 0) AS step
FROM events AS e
ASOF LEFT JOIN ranges AS r ON e.position >= r.first
QUALIFY step IS DISTINCT FROM 1 OR expected IS DISTINCT FROM e.commit
ORDER BY e.position, e.id;
