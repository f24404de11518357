-- Use so much memory at most.
SET memory_limit = $value;
