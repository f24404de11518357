-- How many corrections there are.
SELECT count(*) FROM corrections;
