-- Say that the read models follow the log up to commit $number.
UPDATE derived SET commit = $number;
