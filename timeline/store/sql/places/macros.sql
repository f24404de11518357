-- An id without its revision.
CREATE OR REPLACE TEMP MACRO root_of(id) AS
    CASE WHEN contains(id, '~') THEN regexp_replace(id, '^(.*)~[1-9][0-9]{0,8}$', '\1', 's') ELSE id END;

-- Whether a name folds to one text, which `folded` gives: it is ASCII, and has no longer row of dots.
CREATE OR REPLACE TEMP MACRO folds_here(name) AS
    strlen(name) = length(name) AND NOT contains(name, '....');

-- Such a name folded, as facts/known_as.py does it: what Python takes for white space is one space.
CREATE OR REPLACE TEMP MACRO folded(name) AS
    trim(regexp_replace(lower(name), '[\t-\r\x1c- ]+', ' ', 'g'));
