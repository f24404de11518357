-- What the facts say that may have happened within some days.
SELECT e.payload
FROM days AS d
JOIN events AS e ON e.position = d.position
WHERE d.earliest <= $last AND d.latest >= $first;
