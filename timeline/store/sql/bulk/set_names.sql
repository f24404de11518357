-- Set what is told of each file.
SET VARIABLE names = MAP($paths::VARCHAR[], $value::VARCHAR[]);
