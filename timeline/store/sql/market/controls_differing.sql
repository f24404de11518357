-- Who controlled whom on $before and not as surely on $after, or the other way round.
WITH earlier AS (
    SELECT company, holder, certainty, facts
    FROM controls
    WHERE first_day <= $before AND last_day >= $before
),

later AS (
    SELECT company, holder, certainty, facts
    FROM controls
    WHERE first_day <= $after AND last_day >= $after
)

SELECT company, holder, e.certainty, e.facts, l.certainty, l.facts
FROM earlier AS e
FULL JOIN later AS l USING (company, holder)
WHERE e.certainty IS DISTINCT FROM l.certainty
ORDER BY company, holder;
