-- How many events a commit has so far, and the last position.
SELECT count(*), max(position) FROM events WHERE commit = $commit;
