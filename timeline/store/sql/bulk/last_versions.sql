-- Write a description with the id of its last version, to see whether it is the same.
INSERT INTO versions
SELECT $source, place, id FROM held WHERE regexp_matches(id, '~[1-9][0-9]{0,8}$');
