-- Set what is told of each file.
SET VARIABLE starts = MAP($paths::VARCHAR[], $value::BIGINT[]);
