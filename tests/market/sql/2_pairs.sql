-- Who may hold of whom: distinct pairs, how often each is told of, and the most that it holds.
CREATE OR REPLACE TEMP TABLE pairs AS
WITH drawn AS (
    SELECT k,
        ranked(draw(market().seed + 1, k), market().companies, market().company_exponent, market().company_head) AS company,
        ranked(draw(market().seed + 2, k), market().holders, market().holder_exponent, market().holder_head) AS rank
    FROM range(market().pairs + market().pairs // 3 + 40) AS numbers(k)
), named AS (
    SELECT k, company,
        CASE WHEN draw(market().seed + 3, rank) < market().holding_companies
             THEN floor(draw(market().seed + 4, rank) * market().companies)::BIGINT
             ELSE market().companies + rank END AS holder
    FROM drawn
), distinct_pairs AS (
    SELECT min(k) AS pair, company, holder FROM named
    WHERE company <> holder GROUP BY company, holder
    ORDER BY pair LIMIT market().pairs
), weighed AS (
    SELECT pair, company, holder,
        CASE WHEN market().events_per_pair <= 1 THEN 1 ELSE
            1 + floor(ln(1 - draw(market().seed + 5, pair)) / ln(1 - 1 / market().events_per_pair))
        END::INTEGER AS events,
        -- whole, so that a sum of them is the same in any order
        floor(1000000 * (0.2 - ln(1 - draw(market().seed + 6, pair))))::BIGINT AS weight
    FROM distinct_pairs
)
SELECT pair::INTEGER AS pair, company::INTEGER AS company, holder::INTEGER AS holder, events,
    mixed(pair) AS pair_key, mixed(company) AS company_key,
    greatest(2, floor(market().held * 100 * weight / sum(weight) OVER of_company))::INTEGER AS cap,
    greatest(
        ceil(sum(events) OVER of_company / market().round_parts), 3 * max(events) OVER of_company
    )::INTEGER AS moments,
    CASE WHEN draw(market().seed + 7, pair) < market().joint
         THEN lead(holder) OVER (PARTITION BY company ORDER BY pair) END::INTEGER AS jointly,
    draw(market().seed + 8, pair) < market().votes AS votes
FROM weighed
WINDOW of_company AS (PARTITION BY company);
