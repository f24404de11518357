-- The facts that say that they are a part of a larger one, and of which.
SELECT position, payload ->> '$.part_of' AS larger
FROM facts
WHERE moves AND type = 'stake-changed' AND contains(payload::VARCHAR, '"part_of"');
