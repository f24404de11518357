-- Facts that correct another and say not why.
SELECT min(place), count(*)
FROM facts_told
WHERE corrects IS NOT NULL AND reason IS NULL AND type NOT IN ('retracted', 'confirmed')
HAVING count(*) > 0;
