-- Where places are gathered before they are sorted.
CREATE OR REPLACE TEMP TABLE unsorted_places AS
SELECT * FROM places LIMIT 0;
