-- The documents that the facts cite: one of each round, and one of each later answer or deal.
CREATE OR REPLACE TEMP VIEW documents AS
WITH cited AS (
    SELECT min(n) AS n FROM facts WHERE kind IN (1, 2, 3, 5, 8) GROUP BY company, round
    UNION ALL
    SELECT n FROM facts WHERE kind IN (4, 7, 9, 10, 11, 13) OR (kind = 6 AND NOT our_mistake)
)
SELECT document AS id, document_publisher AS publisher, document_published AS published,
    document_retrieved AS retrieved
FROM rows_between(1, 1000000000000) SEMI JOIN cited USING (n)
ORDER BY n;
