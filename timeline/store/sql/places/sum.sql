-- How many places are kept, and what they come to in any order.
SELECT count(*), sum(hash(place, position)::HUGEINT)
FROM places;
