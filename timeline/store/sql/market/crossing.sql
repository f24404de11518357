-- The spells up to $last of every stake in percent that does not lie on one side of each of the
-- levels $at at all times, holding by holding, by day. `over` counts the levels that a spell does
-- not lie below, `above` those that it reaches surely.
WITH spells AS (
    SELECT
        company, holders, interest, coalesce(class, '') AS class, first_day, last_day, low, high,
        low_open, high_open, certainty, basis, facts,
        len(list_filter($at::DECIMAL(38, 12)[], lambda each: each <= low)) AS above,
        len(
            list_filter(
                $at::DECIMAL(38, 12)[],
                lambda each: high IS NULL OR each < high OR (each = high AND NOT high_open)
            )
        ) AS over
    FROM stakes
    WHERE unit = 'percent' AND first_day <= $last
),

crossing AS (
    SELECT company, holders, interest, class
    FROM spells
    GROUP BY ALL
    HAVING min(above) < max(above) OR min(over) < max(over)
)

SELECT
    company, holders, interest, class, first_day, last_day, low, high, low_open, high_open,
    certainty, basis, facts
FROM spells
SEMI JOIN crossing USING (company, holders, interest, class)
ORDER BY company, holders, interest, class, first_day;
