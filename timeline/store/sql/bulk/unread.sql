-- Values whose form alone does not prove that they are written as they stand, to be read one by one.
CREATE OR REPLACE TEMP TABLE unread AS
SELECT source, type, name, kind, text, place, count
FROM cells
WHERE
    kind IN ('date', 'share', 'points', 'change', 'amount', 'count', 'measure', 'whole', 'yes')
    AND NOT proven(kind, text)
ORDER BY place, name;
