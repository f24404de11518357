-- How many places are kept, and what they come to in any order.
SELECT count(*), coalesce(sum(hash(place, position)::HUGEINT), 0)
FROM places;
