-- Each time that a pair is told of: its round and day, and the level, which walks to and fro.
-- `it` and `round_key` are what is drawn with for the one time, and for all of its round.
CREATE OR REPLACE TEMP TABLE stakes AS
WITH times AS (
    SELECT * REPLACE (step::SMALLINT AS step), mixed(pair_key + step)::UINTEGER AS it
    FROM pairs, unnest(range(events)) AS steps(step)
), moments AS (
    SELECT * EXCLUDE (events, pair_key),
        floor((step + CASE WHEN events = 1 THEN draw(market().seed + 10, it)
            ELSE 0.3 + 0.4 * draw(market().seed + 10, it) END) / events * moments)::INTEGER
            AS moment
    FROM times
), neighbours AS (
    SELECT *, CASE WHEN draw(market().seed + 18, company) < 0.5 THEN 1 ELSE -1 END AS side,
        mixed(company_key + moment + 1) AS here,
        mixed(company_key + moment + side + 1) AS beside
    FROM moments
), rounds AS (
    SELECT * EXCLUDE (moment, side, here, beside),
        least(moments - 1, greatest(0, moment + side * CASE
            WHEN draw(market().seed + 11, here) >= market().round_merged THEN 0
            WHEN draw(market().seed + 11, beside) >= market().round_merged THEN 1
            ELSE 2 END)) AS round
    FROM neighbours
), keyed AS (
    SELECT * EXCLUDE (company_key), mixed(company_key + round)::UINTEGER AS round_key,
        market().beginnings * draw(market().seed + 12, company) AS begun
    FROM rounds
), weeks AS (
    SELECT * EXCLUDE (begun), floor(
        (market().first_day + (market().last_day - market().first_day)
            * (begun + (1 - begun) * (round + draw(market().seed + 17, round_key)) / moments) + 3) / 7)::INTEGER * 7 - 3 AS monday,
        draw(market().seed + 13, round_key) AS u
    FROM keyed
), dated AS (
    SELECT pair, company, holder, jointly, votes, cap, step, round, it, round_key,
        monday + (u >= market().until_1)::INTEGER + (u >= market().until_2)::INTEGER
            + (u >= market().until_3)::INTEGER + (u >= market().until_4)::INTEGER
            + (u >= market().until_5)::INTEGER + (u >= market().until_6)::INTEGER AS day,
        draw(market().seed + 40, it) < market().stated
            AND draw(market().seed + 19, it) < market().restated AS rests,
        floor((draw(market().seed + 14, it) * 2 - 1) * market().stride * cap)::BIGINT AS moves,
        draw(market().seed + 15, it) < market().leaving AS leaves
    FROM weeks
), walked AS (
    SELECT * EXCLUDE (rests, moves, leaves, cap),
        CASE WHEN leaves AND NOT rests AND step > 0 THEN 0 ELSE greatest(1, reflected(
            floor(cap * draw(market().seed + 16, pair))::BIGINT 
                + sum(CASE WHEN rests THEN 0 ELSE moves END) OVER so_far, cap))
            END::INTEGER AS level
    FROM dated
    WINDOW so_far AS (PARTITION BY pair ORDER BY day, step)
)
SELECT *, lag(level) OVER in_turn AS before,
    day IS NOT DISTINCT FROM lag(day) OVER in_turn
        OR day IS NOT DISTINCT FROM lead(day) OVER in_turn AS again
FROM walked
WINDOW in_turn AS (PARTITION BY pair ORDER BY day, step);
