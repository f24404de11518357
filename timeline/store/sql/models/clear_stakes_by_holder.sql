-- Remove every row, to make them anew.
DELETE FROM stakes_by_holder;
