-- What is told of when, but for single days, each of them once.
SELECT DISTINCT text
FROM told_days
WHERE NOT regexp_full_match(text, '[0-9]{4}-[0-9]{2}-[0-9]{2}');
