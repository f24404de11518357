-- Of the events at $positions those that tell of no stake.
SELECT position
FROM events
WHERE
    position IN (SELECT unnest($positions::BIGINT[]))
    AND type NOT IN ('stake-changed', 'stake-stated');
