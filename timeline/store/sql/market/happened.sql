-- How many facts that count happened, or may have, in each span of days that meets those from $first
-- to $last, up to $on; and with $named which. Counted are those of $types, or else those that tell
-- of what happened and not of how things stood; about a company in $segment, where it is given: one
-- in no role of those that act, $acts. Those at the positions $but are counted in a larger one.
SELECT
    f.earliest,
    f.latest,
    f.certainty = 'definite' AS sure,
    count(*) AS facts,
    list(f.id) FILTER (WHERE $named) AS ids
FROM facts AS f
WHERE
    f.moves
    AND f.earliest <= least($on::DATE, $last::DATE)
    AND f.latest >= $first
    AND NOT list_contains($but::BIGINT[], f.position)
    AND CASE
        WHEN len($types::VARCHAR[]) > 0 THEN list_contains($types, f.type)
        ELSE
            f.type NOT IN ('stake-stated', 'control-stated')
            AND NOT (
                f.type = 'price-moved'
                AND f.payload ->> '$.line' IS NOT NULL
                AND f.payload ->> '$.close' IS NOT NULL
            )
    END
    AND (
        $segment::VARCHAR IS NULL
        OR list_has_any(
            list_transform(
                list_filter(f.entities, lambda each: NOT list_contains($acts::VARCHAR[], each.role)),
                lambda each: each.id
            ),
            (
                SELECT list(entity)
                FROM entities
                WHERE list_contains(segments, $segment)
            )
        )
    )
GROUP BY ALL;
