-- The digests of rows that the log, or another row, may hold already.
INSERT INTO compared
SELECT place, sha256(payload)
FROM written
WHERE place IN (
    SELECT place FROM held
    UNION ALL SELECT place FROM twice
    UNION ALL SELECT first FROM twice
);
