-- Where entities are found by their names, under $heading: each as it is folded, here or by Python.
INSERT INTO unsorted_places
WITH found AS (
    SELECT position, folded(name) AS folding FROM names WHERE folds_here(name)
    UNION ALL
    SELECT n.position, f.folding FROM names AS n JOIN foldings AS f ON f.name = n.name
)
SELECT DISTINCT ($heading::UBIGINT << 56) | (md5_number_lower(folding) >> 8), position
FROM found;
