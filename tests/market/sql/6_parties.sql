-- Whom the facts name: companies, and those that hold of them.
CREATE OR REPLACE TEMP VIEW entities AS
WITH codes AS (
    SELECT company AS code FROM facts UNION SELECT holder FROM facts WHERE holder IS NOT NULL
    UNION SELECT jointly FROM facts WHERE jointly IS NOT NULL
), drawn AS (
    SELECT code, code < market().companies AS is_company, draw(market().seed + 60, code) AS u
    FROM codes
)
SELECT entity(code, market().companies) AS id,
    CASE WHEN is_company THEN 'company' WHEN u < 0.5 THEN 'fund' WHEN u < 0.8 THEN 'person'
         WHEN u < 0.99 THEN 'company' ELSE 'state' END AS kind,
    CASE WHEN is_company THEN 'Company ' || code ELSE 'Holder ' || (code - market().companies)
    END AS name
FROM drawn ORDER BY code;
