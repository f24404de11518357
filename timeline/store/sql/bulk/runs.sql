-- The rows between those that are skipped, and how many of those are before each run of them.
INSERT INTO runs
WITH marks AS (
    SELECT place FROM skipped WHERE source = $source
    UNION ALL SELECT $count + 1
), between_marks AS (
    SELECT
        coalesce(lag(place) OVER in_order, 0) + 1 AS first,
        place - 1 AS last,
        row_number() OVER in_order - 1 AS shift
    FROM marks
    WINDOW in_order AS (ORDER BY place)
)
SELECT $source, first, last, shift FROM between_marks WHERE first <= last;
