-- The names that Python has to fold, each of them once. They are numbered, since within a
-- transaction a rowid counts from elsewhere.
INSERT INTO unfolded
SELECT row_number() OVER (), name
FROM (SELECT DISTINCT name FROM names WHERE NOT folds_here(name));
