-- The plain table of claims: what a pair's level was told to be, of which day, public from when,
-- in which delivery. `within` tells the order of one day; `turn` is day, order and position in one
-- whole number, for who packs them.
CREATE TABLE claims (
    n BIGINT, company VARCHAR, holder VARCHAR, interest VARCHAR, day DATE, within INTEGER,
    low DECIMAL(7, 2), high DECIMAL(7, 2), published DATE, recorded INTEGER, turn BIGINT
);

CREATE OR REPLACE MACRO packed(day, within, n) AS
    (day - DATE '1970-01-01')::BIGINT * 1099511627776 + within::BIGINT * 1073741824 + n;

-- Rows of a vendor's file as claims; changes told in points alone are left out.
CREATE OR REPLACE MACRO typed(facts) AS TABLE
WITH told AS (
    SELECT row_number() OVER () AS n, company, holder, interest,
        last_day_of(coalesce(occurred, published)) AS day, coalesce("order", 0)::INTEGER AS within,
        coalesce(stake, after) AS level, last_day_of(published) AS published, batch AS recorded
    FROM query_table(facts)
    WHERE type IN ('stake-changed', 'stake-stated') AND coalesce(stake, after) IS NOT NULL
)
SELECT n, company, holder, interest, day, within, low_of(level) AS low, high_of(level) AS high,
    published, recorded::INTEGER AS recorded, packed(day, within, n) AS turn
FROM told;
