-- Who held what on $day, as now known, by company and then by what each stake is of; with $zeros
-- what is known to be none too.
SELECT
    company,
    holder,
    holders,
    interest,
    class,
    unit,
    low,
    high,
    low_open,
    high_open,
    certainty,
    existence,
    basis,
    disputed,
    since,
    last_asserted,
    standing,
    public_first,
    public_last,
    facts
FROM stakes
WHERE first_day <= $day AND last_day >= $day AND ($zeros OR existence <> 'none')
ORDER BY company, holders, interest, coalesce(class, ''), unit;
