-- The facts that may have happened within the days from $first to $last.
SELECT position
FROM days
WHERE earliest <= $last AND latest >= $first;
