-- An id without its revision.
CREATE OR REPLACE TEMP MACRO root_of(id) AS
    CASE WHEN contains(id, '~') THEN regexp_replace(id, '^(.*)~[1-9][0-9]{0,8}$', '\1', 's') ELSE id END;
