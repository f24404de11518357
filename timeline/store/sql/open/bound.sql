-- What an answer may use; what exceeds it goes to a folder beside the log.
SET memory_limit = '700MB';
