-- Remove the spells of what $holders hold of $names, to be replaced; by the holders first,
-- since the table is sorted by them.
DELETE FROM stakes_by_holder
WHERE
    by_holder IN (SELECT unnest($holders::VARCHAR[]))
    AND company IN (SELECT unnest($names::VARCHAR[]));
