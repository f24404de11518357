-- The spells up to $last of every stake in percent that may have crossed one of the levels $at from
-- $first on, and maybe of others, holding by holding, by day. What lies surely on one side of each of
-- them since the eve of $first did not. `above` counts the levels that a spell surely reaches, `over`
-- those that it does not lie below.
WITH spells AS (
    SELECT
        company,
        holders,
        interest,
        coalesce(class, '') AS class,
        first_day,
        last_day,
        low,
        high,
        low_open,
        high_open,
        certainty,
        basis,
        facts,
        len(list_filter($at::DECIMAL(38, 12)[], lambda each: each <= low)) AS above,
        len(
            list_filter(
                $at::DECIMAL(38, 12)[],
                lambda each: each < high OR (each = high AND NOT high_open)
            )
        ) AS over
    FROM stakes
    WHERE unit = 'percent' AND first_day <= $last
),

crossing AS (
    SELECT company, holders, interest, class
    FROM spells
    WHERE last_day + 1 >= $first
    GROUP BY ALL
    HAVING
        min(above) < max(over)
        OR ($first > DATE '0001-01-01' AND (
            bool_or(certainty = 'possible') OR min(first_day) >= $first
        ))
)

SELECT
    company,
    holders,
    interest,
    class,
    first_day,
    last_day,
    low,
    high,
    low_open,
    high_open,
    certainty,
    basis,
    facts
FROM spells
SEMI JOIN crossing USING (company, holders, interest, class)
ORDER BY company, holders, interest, class, first_day;
