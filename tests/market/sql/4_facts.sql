-- Every fact in the order in which it was recorded, in numbers; 5_rows.sql writes them as text.
-- kind: 1 founded, 2 issued, 3 stake, 4 put right by its source, 5 put right by us, 6 taken back,
-- 7 confirmed, 8 told twice, 9 rival, 10 deal announced, 11 deal decided, 12 wholly owned,
-- 13 of another company, to be taken back.
CREATE OR REPLACE TEMP TABLE facts AS
WITH told AS (
    SELECT *, coalesce(before, 0) AS was,
        draw(market().seed + 20, it) AS fate,
        day + waited(draw(market().seed + 21, round_key), market().publication_lag) AS public
    FROM stakes
), cited AS (
    SELECT *, public + CASE WHEN draw(market().seed + 22, round_key) < market().retold
        THEN 1 + waited(draw(market().seed + 23, round_key), market().publication_lag)
        ELSE 0 END AS cited_on
    FROM told
), recorded AS (
    SELECT *, cited_on
        + waited(draw(market().seed + 24, round_key), market().recording_lag)
        + CASE WHEN draw(market().seed + 25, round_key) < market().backdated
            THEN 1 + waited(draw(market().seed + 26, round_key), market().backdated_lag)
            ELSE 0 END AS recorded_on,
        -- the points by which a figure is wrong, and how long until somebody says so
        1 + floor(300 * draw(market().seed + 27, it))::INTEGER AS off,
        1 + waited(draw(market().seed + 28, it), 3 * market().publication_lag) AS later
    FROM cited
), fated AS (
    SELECT * EXCLUDE (before), CASE
        WHEN fate < market().until_source THEN 4 WHEN fate < market().until_recording THEN 5
        WHEN fate < market().until_retracted THEN 6 WHEN fate < market().until_confirmed THEN 7
        WHEN fate < market().until_duplicate THEN 8 WHEN fate < market().until_rival THEN 9 ELSE 0 END::TINYINT AS next
    FROM recorded
), stake_facts AS (
    SELECT 3::TINYINT AS kind, it, round_key, pair, step, company, round, holder, jointly, votes, day, public, cited_on,
        recorded_on, was, least(10000, level + CASE WHEN next IN (4, 5) THEN off ELSE 0 END)
            AS level, again, false AS our_mistake
    FROM fated
    UNION ALL
    SELECT 13, it, round_key, pair, step, company, round, holder, jointly, votes, day,
        cited_on + later, cited_on + later, recorded_on + later, was, least(10000, level + off),
        again, false
    FROM fated WHERE next = 6
    UNION ALL
    SELECT next, it, round_key, pair, step, company, round, holder, jointly, votes, day,
        CASE WHEN next IN (5, 8) THEN public WHEN next = 6 THEN cited_on + 2 * later
            ELSE cited_on + later END,
        CASE WHEN next IN (5, 8) THEN cited_on WHEN next = 6 THEN cited_on + 2 * later
            ELSE cited_on + later END,
        CASE WHEN next = 8 THEN recorded_on WHEN next = 6 THEN recorded_on + 2 * later
            ELSE recorded_on + later END,
        was, least(10000, level + CASE WHEN next = 9 THEN off ELSE 0 END), again,
        next = 5 OR (next = 6 AND off <= 150)
    FROM fated WHERE next > 0
), issues AS (
    SELECT 2::TINYINT AS kind, company, round, round_key, any_value(day) AS day, any_value(public) AS public,
        any_value(cited_on) AS cited_on, any_value(recorded_on) AS recorded_on
    FROM recorded WHERE draw(market().seed + 29, round_key) < market().issues
    GROUP BY company, round, round_key
), lives AS (
    SELECT company, min(day) AS begun, max(day) AS last_told, arg_min(round, (day, round)) AS round,
        arg_min(round_key, (day, round)) AS round_key,
        arg_min(public, (day, round)) AS public, arg_min(cited_on, (day, round)) AS cited_on,
        arg_min(recorded_on, (day, round)) AS recorded_on
    FROM recorded GROUP BY company
), doings AS (
    -- a company that holds of another has been founded by then
    SELECT company, begun FROM lives
    UNION ALL SELECT holder, day FROM recorded WHERE holder < market().companies
    UNION ALL SELECT jointly, day FROM recorded WHERE jointly < market().companies
), births AS (
    SELECT company, min(begun) AS begun FROM doings GROUP BY company
), foundings AS (
    SELECT 1::TINYINT AS kind, company, round, round_key,
        births.begun - 1 - waited(draw(market().seed + 30, company), 1000) AS day,
        public, cited_on, recorded_on
    FROM lives JOIN births USING (company)
    WHERE draw(market().seed + 31, company) < market().founded
), buyers AS (
    SELECT *, ranked(draw(market().seed + 34, company), market().holders,
        market().holder_exponent, market().holder_head) AS rank
    FROM lives WHERE draw(market().seed + 38, company) < market().acquired
), offers AS (
    SELECT company, last_told + 30 + waited(draw(market().seed + 32, company), 60) AS announced,
        CASE WHEN draw(market().seed + 3, rank) < market().holding_companies
             THEN floor(draw(market().seed + 4, rank) * market().companies)::BIGINT
             ELSE market().companies + rank END::INTEGER AS holder,
        draw(market().seed + 35, company) AS outcome,
        draw(market().seed + 36, company) < market().whole AS whole,
        60 + waited(draw(market().seed + 37, company), 90) AS after
    FROM buyers
), deals AS (
    SELECT 10::TINYINT AS kind, 0::SMALLINT AS step, company, holder, announced AS day, announced AS public,
        announced AS cited_on, announced + 1 AS recorded_on, NULL::INTEGER AS level
    FROM offers WHERE holder <> company
    UNION ALL
    SELECT 11, (outcome < market().completed)::SMALLINT, company, holder, announced + after,
        announced + after, announced + after, announced + after + 1,
        CASE WHEN outcome < market().completed AND whole THEN 10000 END
    FROM offers WHERE holder <> company AND outcome < market().completed + market().terminated
    UNION ALL
    SELECT 12, 1, company, holder, announced + after, announced + after, announced + after,
        announced + after + 1, 10000
    FROM offers
    WHERE holder <> company AND outcome < market().completed AND whole
        AND draw(market().seed + 39, company) < market().wholly_owned
), together AS (
    SELECT * FROM stake_facts
    UNION ALL BY NAME SELECT * FROM issues
    UNION ALL BY NAME SELECT * FROM foundings
    UNION ALL BY NAME SELECT * FROM deals
)
SELECT row_number() OVER () AS n, * REPLACE (coalesce(it, mixed(company)::UINTEGER) AS it) FROM (
    SELECT * FROM together ORDER BY recorded_on, company, kind, pair, step, round LIMIT market().events
);
