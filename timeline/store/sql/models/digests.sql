-- How many rows each of the read models has, and the sums of the four quarters of their SHA-256.
WITH digests AS (
    SELECT model, sha256(text) AS digest FROM model_rows
)
SELECT
    model,
    count(*) AS held,
    sum(('0x' || digest[1:16])::UBIGINT),
    sum(('0x' || digest[17:32])::UBIGINT),
    sum(('0x' || digest[33:48])::UBIGINT),
    sum(('0x' || digest[49:64])::UBIGINT)
FROM digests
GROUP BY model
ORDER BY model;
