-- The whole market on a day, as the documented macro answers it; a sum needs no names.
SELECT count(*), sum(low), sum(coalesce(high, 100)) FROM ownership_as_of($on, names := false);
