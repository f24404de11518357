-- Keep between which days each fact happened.
INSERT INTO unsorted_days
SELECT
    coalesce(r.earliest, t.day, DATE '0001-01-01'),
    coalesce(r.latest, t.day, DATE '9999-12-31'),
    t.position
FROM (
    SELECT
        position,
        CASE WHEN is_day THEN text::DATE END AS day,
        CASE WHEN NOT is_day THEN text END AS vague
    FROM (SELECT *, regexp_full_match(text, '[0-9]{4}-[0-9]{2}-[0-9]{2}') AS is_day FROM told_days)
) AS t
LEFT JOIN read_days AS r ON r.text = t.vague;
