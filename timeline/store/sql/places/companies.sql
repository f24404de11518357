-- The companies of whose ownership anything is told in commits up to $until: as `touched` gives
-- them of each event, and maybe others.
SELECT company
FROM (
    SELECT payload ->> '$.company' AS company
    FROM events
    WHERE
        type IN (
            'stake-changed', 'stake-stated', 'control-stated', 'control-ended', 'capital-changed',
            'company-founded'
        )
        AND commit <= $until
    UNION
    SELECT unnest(from_json(payload -> '$.parties', '[{"entity": "VARCHAR"}]')).entity
    FROM events
    WHERE type = 'deal-moved' AND commit <= $until
)
WHERE company IS NOT NULL
ORDER BY company;
