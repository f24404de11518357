-- Set what is told of each file.
SET VARIABLE firsts = MAP($paths::VARCHAR[], $value::BIGINT[]);
