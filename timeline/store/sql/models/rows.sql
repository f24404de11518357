-- Every row of the read models as text: of which table, what it tells of, what it says.
CREATE OR REPLACE TEMP VIEW model_rows AS
SELECT 'stakes' AS model, company AS subject, to_json(each) AS text
FROM (SELECT * REPLACE (low::VARCHAR AS low, high::VARCHAR AS high) FROM stakes) AS each
UNION ALL
SELECT 'stakes_by_holder', by_holder, to_json(each)
FROM (SELECT * REPLACE (low::VARCHAR AS low, high::VARCHAR AS high) FROM stakes_by_holder) AS each
UNION ALL
SELECT 'controls', company, to_json(each) FROM controls AS each
UNION ALL
SELECT 'claims', company, to_json(each)
FROM (
    SELECT
        * REPLACE (
            low::VARCHAR AS low, high::VARCHAR AS high, from_low::VARCHAR AS from_low,
            from_high::VARCHAR AS from_high, moved::VARCHAR AS moved
        )
    FROM claims
) AS each
UNION ALL
SELECT 'bearings', company, to_json(each) FROM bearings AS each
UNION ALL
SELECT 'settled', company, to_json(each) FROM settled AS each
UNION ALL
SELECT 'deals', deal, to_json(each) FROM deals AS each
UNION ALL
SELECT 'programmes', programme, to_json(each) FROM programmes AS each
UNION ALL
SELECT 'facts', id, to_json(each)
FROM (SELECT * REPLACE (payload::VARCHAR AS payload) FROM facts) AS each
UNION ALL
SELECT 'citations', fact, to_json(each) FROM citations AS each
UNION ALL
SELECT 'entities', entity, to_json(each) FROM entities AS each
UNION ALL
SELECT 'documents', document, to_json(each) FROM documents AS each;
