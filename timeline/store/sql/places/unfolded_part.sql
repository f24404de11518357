-- Those of these names that have the numbers from $first to $last.
SELECT name
FROM unfolded
WHERE number BETWEEN $first AND $last;
