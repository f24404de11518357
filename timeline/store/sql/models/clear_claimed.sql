-- Remove every row, to make them anew.
DELETE FROM claimed;
