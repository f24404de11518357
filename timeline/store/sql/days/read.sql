-- Where it is kept between which days lies what is told otherwise than as a day.
CREATE OR REPLACE TEMP TABLE read_days (text VARCHAR, earliest DATE, latest DATE);
