-- Companies by how often they are told of, the busiest first.
SELECT company FROM claims GROUP BY company ORDER BY count(*) DESC, company;
