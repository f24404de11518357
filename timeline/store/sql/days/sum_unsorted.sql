-- How many facts were gathered, and what their days come to in any order.
SELECT count(*), coalesce(sum(hash(earliest, latest, position)::HUGEINT), 0)
FROM unsorted_days;
