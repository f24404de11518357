-- Whether any level is kept that is finer than the twelve decimals that are kept of it: then its two
-- ends, rounded outwards, are one last place apart.
SELECT count(*) > 0
FROM stakes
WHERE high - low = 0.000000000001;
