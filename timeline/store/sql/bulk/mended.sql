-- Values that are written otherwise than they stand in the files, one row a row of the files.
CREATE OR REPLACE TEMP TABLE mended AS
SELECT
    source,
    place,
    max(written) FILTER (name = 'occurred') AS "occurred",
    max(written) FILTER (name = 'published') AS "published",
    max(written) FILTER (name = 'deadline') AS "deadline",
    max(written) FILTER (name = 'period') AS "period",
    max(written) FILTER (name = 'before') AS "before",
    max(written) FILTER (name = 'after') AS "after",
    max(written) FILTER (name = 'by') AS "by",
    max(written) FILTER (name = 'stake') AS "stake",
    max(written) FILTER (name = 'percent') AS "percent",
    max(written) FILTER (name = 'change') AS "change",
    max(written) FILTER (name = 'price') AS "price",
    max(written) FILTER (name = 'paid') AS "paid",
    max(written) FILTER (name = 'amount') AS "amount",
    max(written) FILTER (name = 'raised') AS "raised",
    max(written) FILTER (name = 'close') AS "close",
    max(written) FILTER (name = 'value') AS "value",
    max(written) FILTER (name = 'prior') AS "prior",
    max(written) FILTER (name = 'shares') AS "shares",
    max(written) FILTER (name = 'shares_before') AS "shares_before",
    max(written) FILTER (name = 'shares_after') AS "shares_after",
    max(written) FILTER (name = 'retrieved') AS "retrieved"
FROM mending
GROUP BY source, place;
