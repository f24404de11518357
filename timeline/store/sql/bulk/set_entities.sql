-- Set what the views read.
SET VARIABLE entities = $value::VARCHAR[];
