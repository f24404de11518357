-- The columns with names of their own, in their order.
SELECT column_name FROM (DESCRIBE told) WHERE starts_with(column_name, $free);
