-- Holders by how often they are told of, the busiest first.
SELECT holder FROM claims GROUP BY holder ORDER BY count(*) DESC, holder;
