-- The facts that claim anything of each holding in $names; when all of the company was known as now;
-- and whether any claim may be to all of it, and so end what others hold. Of a company of which nothing
-- is claimed, but an issue is told, the holding is NULL.
WITH holdings AS (
    SELECT
        company,
        holding,
        list(DISTINCT position) AS positions,
        bool_or(basis = 'ended') AS ended,
        greatest(
            coalesce(max(low) FILTER (told), 0), coalesce(max(from_low) FILTER (from_told), 0)
        ) + coalesce(sum(moved) FILTER (moved > 0 AND NOT told), 0) AS most
    FROM claims
    WHERE company IN (SELECT unnest($names::VARCHAR[]))
    GROUP BY company, holding
)
SELECT
    s.company,
    h.holding,
    h.positions,
    s.known,
    h.ended OR h.most >= 100 AS ends
FROM settled AS s
LEFT JOIN holdings AS h ON h.company = s.company
WHERE s.company IN (SELECT unnest($names::VARCHAR[]));
