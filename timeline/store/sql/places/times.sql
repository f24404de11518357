-- When the commits $numbers were recorded.
SELECT number, "at"
FROM commits
WHERE number IN (SELECT unnest($numbers::BIGINT[]));
