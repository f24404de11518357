-- Stakes that were others on $before than on $after, as now known: what each is of, then how it
-- stood on either day; where nothing is told, all of that is NULL. A spell that has both days is
-- the same on both.
WITH spells AS (
    SELECT
        company, holders, interest, coalesce(class, '') AS class, unit, first_day, last_day,
        {
            'low': low, 'high': high, 'low_open': low_open, 'high_open': high_open,
            'certainty': certainty, 'disputed': disputed
        } AS says,
        existence, basis, facts
    FROM stakes
    WHERE NOT (
        first_day <= least($before::DATE, $after::DATE)
        AND last_day >= greatest($before::DATE, $after::DATE)
    )
),

earlier AS (FROM spells WHERE first_day <= $before AND last_day >= $before),

later AS (FROM spells WHERE first_day <= $after AND last_day >= $after)

SELECT
    company, holders[1], holders, interest, nullif(class, ''), unit,
    e.says, e.existence, e.basis, e.facts,
    l.says, l.existence, l.basis, l.facts
FROM earlier AS e
FULL JOIN later AS l USING (company, holders, interest, class, unit)
WHERE e.says IS DISTINCT FROM l.says
ORDER BY company, holders, interest, class, unit;
