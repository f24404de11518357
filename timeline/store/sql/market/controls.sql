-- Who controlled whom on $day, as now known.
SELECT company, holder, certainty, facts
FROM controls
WHERE first_day <= $day AND last_day >= $day
ORDER BY company, holder;
