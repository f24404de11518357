-- The whole market on a day as known on another, as the documented macro answers it.
SELECT count(*), sum(low), sum(coalesce(high, 100))
FROM ownership_as_known($on, $known, names := false);
