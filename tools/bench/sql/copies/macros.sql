-- How the things of one market are called in its copies, of which there are $copies, from 1 on.

-- The sign sorts before all that ids are made of, so that those of one copy keep their order.
CREATE OR REPLACE TEMP MACRO named(id, copy) AS id || '+' || copy;
CREATE OR REPLACE TEMP MACRO all_named(ids, copy) AS
    list_transform(ids, lambda id: id || '+' || copy);

CREATE OR REPLACE TEMP MACRO copies() AS TABLE SELECT unnest(range(1, getvariable('copies') + 1)) AS copy;

-- Where an event of the one log stands in the log of the copies: after it come the same of the others.
CREATE OR REPLACE TEMP MACRO repeated(position, copy) AS
    (position - 1) * getvariable('copies') + copy;
CREATE OR REPLACE TEMP MACRO original(position) AS (position - 1) // getvariable('copies') + 1;
CREATE OR REPLACE TEMP MACRO copy_at(position) AS (position - 1) % getvariable('copies') + 1;

-- The number of a holding in a copy, as `holding_of` in timeline/api/claiming.py gives it.
CREATE OR REPLACE TEMP MACRO holding_of(of_one, copy) AS
    md5_number_lower(
        array_to_string(all_named(of_one.holders, copy), chr(10)) || chr(10)
        || named(of_one.company, copy) || chr(10) || of_one.interest || chr(10)
        || coalesce(of_one.class, '') || chr(10) || of_one.unit
    );
