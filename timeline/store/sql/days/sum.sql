-- How many facts have days, and what these come to in any order.
SELECT count(*), coalesce(sum(hash(earliest, latest, position)::HUGEINT), 0)
FROM days;
