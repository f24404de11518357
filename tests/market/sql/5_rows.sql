-- The facts as a vendor's file would have them: one row a fact, columns named as the facts' fields.
CREATE OR REPLACE TEMP MACRO rows_between(a, b) AS TABLE
WITH drawn AS (
    SELECT *,
        kind IN (3, 4, 5, 8, 9, 13) AS of_stake,
        (n - 1) * market().batches // market().events + 1 AS batch
    FROM facts WHERE n BETWEEN a AND b
), worded AS (
    SELECT *,
        of_stake AND (kind IN (9, 13) OR was = level OR draw(market().seed + 40, it) < market().stated) AS seen,
        CASE WHEN draw(market().seed + 41, it) < market().with_before THEN 'before'
             WHEN draw(market().seed + 41, it) < market().with_before + market().by_alone THEN 'by' ELSE 'after' END AS form,
        CASE WHEN draw(market().seed + 42, it) < market().undisclosed THEN 'undisclosed'
             WHEN draw(market().seed + 42, it) < market().undisclosed + market().banded THEN 'banded' END AS how,
        CASE WHEN draw(market().seed + 43, it) < market().misquoted THEN least(10000, was + 100) ELSE was END
            AS quoted,
        CASE WHEN kind NOT IN (2, 3, 4, 5, 8, 9, 13) THEN NULL
             WHEN draw(market().seed + 44, round_key) < market().vague_year THEN 'year'
             WHEN draw(market().seed + 44, round_key) < market().until_month THEN 'month'
             WHEN draw(market().seed + 44, round_key) < market().until_quarter THEN 'quarter'
             WHEN draw(market().seed + 44, round_key) < market().until_range THEN 'range'
             WHEN draw(market().seed + 44, round_key) < market().until_undated AND kind <> 2 THEN 'undated' END
            AS vagueness,
        CASE WHEN kind IN (1, 2, 3, 5, 8) THEN 'd-' || company || '-' || round
             WHEN kind IN (10, 11, 12) THEN 'd-deal-' || company || '-' || least(kind, 11)
             WHEN kind = 6 AND our_mistake THEN NULL
             ELSE 'd-' || pair || '-' || step || '-' || kind END AS document,
        CASE WHEN kind IN (1, 2, 3, 5, 8) THEN round_key ELSE mixed(it + kind) END AS paper,
        CASE WHEN pair IS NOT NULL THEN 'f-' || pair || '-' || step END AS original,
        exp(ln(market().amount) + market().amount_spread * 0.5513 * ln(
            (draw(market().seed + 45, it) + 0.00001) / (1.00001 - draw(market().seed + 45, it)))) / 1000000
            AS millions
    FROM drawn
), priced AS (
    SELECT *, of_stake AND NOT seen AND form = 'by' AS by_points,
        greatest(0.01, round(millions, 2))::DECIMAL(18, 2) || 'm '
            || CASE WHEN draw(market().seed + 46, it) < market().yuan THEN 'CNY' ELSE 'USD' END AS money
    FROM worded
)
SELECT
    CASE kind WHEN 1 THEN 'founded-' || company WHEN 2 THEN 'issued-' || company || '-' || round
        WHEN 3 THEN original WHEN 10 THEN 'announced-' || company WHEN 11 THEN 'decided-' || company
        WHEN 12 THEN 'owned-' || company ELSE original || '-' || kind END AS id,
    CASE WHEN kind = 1 THEN 'company-founded' WHEN kind = 2 THEN 'capital-changed'
         WHEN kind = 6 THEN 'retracted' WHEN kind = 7 THEN 'confirmed'
         WHEN kind IN (10, 11) THEN 'deal-moved' WHEN kind = 12 THEN 'control-stated'
         WHEN seen THEN 'stake-stated' ELSE 'stake-changed' END AS type,
    CASE WHEN kind NOT IN (6, 7) THEN vaguely(day, public, CASE kind WHEN 1 THEN 'year'
        ELSE vagueness END) END AS occurred,
    CASE WHEN document IS NULL THEN NULL
         WHEN draw(market().seed + 47, paper) < market().vague_publication / 2 THEN on_day(public)[:7]
         WHEN draw(market().seed + 47, paper) < market().vague_publication THEN on_day(public) || '/..'
         ELSE on_day(public) END AS published,
    CASE WHEN kind IN (6, 7) THEN NULL
         WHEN draw(market().seed + 48, paper) < market().rumoured AND (was = level OR kind = 10)
         THEN 'rumoured'
         WHEN draw(market().seed + 48, paper) < market().rumoured + market().official THEN 'official'
         ELSE 'reported' END AS standing,
    document,
    CASE WHEN of_stake OR kind = 12 THEN entity(holder, market().companies) END AS holder,
    CASE WHEN of_stake OR kind IN (1, 2, 12) THEN entity(company, market().companies) END AS company,
    CASE WHEN of_stake THEN entity(jointly, market().companies) END AS jointly_with,
    CASE WHEN of_stake THEN CASE WHEN votes THEN 'votes' ELSE 'shares' END END AS interest,
    CASE WHEN of_stake AND NOT seen AND form = 'before' THEN told(quoted, how) END AS before,
    CASE WHEN of_stake AND NOT seen AND form <> 'by' THEN told(level, how)
         WHEN kind = 2 THEN (10000000 + 1000000 * (round + 1))::VARCHAR END AS after,
    CASE WHEN by_points THEN ((level - was)::DECIMAL(9, 0) / 100)::DECIMAL(7, 2) || ' points' END
        AS by,
    CASE WHEN of_stake AND seen THEN told(level, how)
         WHEN kind IN (10, 11) AND level IS NOT NULL THEN '100%' END AS stake,
    CASE WHEN kind = 2 THEN 'issue' WHEN NOT of_stake OR seen THEN NULL
         WHEN level < was THEN 'sold' WHEN draw(market().seed + 29, round_key) < market().issues THEN 'subscribed'
         ELSE 'bought' END AS cause,
    CASE WHEN of_stake AND NOT seen AND draw(market().seed + 49, it) < market().priced THEN money END AS paid,
    CASE WHEN of_stake AND again THEN step + 1 END::INTEGER AS "order",
    CASE kind WHEN 12 THEN 'wholly-owned' WHEN 10 THEN 'acquisition' WHEN 11 THEN 'acquisition' END
        AS kind,
    CASE WHEN kind IN (10, 11) THEN 'deal-' || company END AS deal,
    CASE kind WHEN 10 THEN 'announced'
        WHEN 11 THEN CASE step WHEN 1 THEN 'completed' ELSE 'terminated' END END AS state,
    CASE WHEN kind IN (10, 11) THEN entity(holder, market().companies) END AS "parties.acquirer",
    CASE WHEN kind IN (10, 11) THEN entity(company, market().companies) END AS "parties.target",
    CASE WHEN kind = 10 AND draw(market().seed + 49, it) < market().priced THEN money END AS amount,
    CASE kind WHEN 6 THEN original || '-13' WHEN 7 THEN original END AS of,
    CASE WHEN kind IN (4, 5) THEN original END AS corrects,
    CASE kind WHEN 4 THEN 'the publisher gave another figure' WHEN 5 THEN 'we typed it wrongly'
        WHEN 6 THEN 'it is of another company' END AS reason,
    CASE WHEN kind NOT IN (4, 5, 6) THEN NULL WHEN our_mistake THEN 'recording'
         ELSE 'source' END AS because,
    batch::INTEGER AS batch,
    -- what follows describes the document, and is no column of the fact files
    CASE WHEN document IS NULL THEN NULL
         WHEN draw(market().seed + 47, paper) < market().vague_publication / 2 THEN on_day(cited_on)[:7]
         WHEN draw(market().seed + 47, paper) < market().vague_publication THEN on_day(cited_on) || '/..'
         ELSE on_day(cited_on) END AS document_published,
    CASE WHEN draw(market().seed + 47, paper) < market().vague_publication AND document IS NOT NULL
         THEN on_day(greatest(recorded_on, cited_on)) END AS document_retrieved,
    'Publisher ' || (1 + ranked(draw(market().seed + 50, paper), market().publishers, 0.7, 0.01))
        AS document_publisher,
    recorded_on, n
FROM priced;
