-- Digests in order of position, so many at a time.
SELECT digest FROM events WHERE position BETWEEN $first AND $last ORDER BY position;
