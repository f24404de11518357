-- Rows that are malformed as a whole; what each is told is what its type says of the event.
INSERT INTO flawed
SELECT place
FROM facts_told
WHERE CASE type
    WHEN 'stake-changed' THEN
        (holder IS NULL AND ("from" IS NULL OR "to" IS NULL))
        OR (holder IS NOT NULL AND ("from" IS NOT NULL OR "to" IS NOT NULL))
        OR (
            before IS NULL AND after IS NULL AND "by" IS NULL AND shares IS NULL
            AND shares_before IS NULL AND shares_after IS NULL
        )
        OR named_twice(holder, jointly_with)
    WHEN 'stake-stated' THEN (stake IS NULL AND shares IS NULL) OR named_twice(holder, jointly_with)
    WHEN 'results-reported' THEN value IS NULL AND change IS NULL
    WHEN 'price-moved' THEN percent IS NULL AND direction IS NULL
    ELSE false
END;
