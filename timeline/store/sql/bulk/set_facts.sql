-- Set what the views read.
SET VARIABLE facts = $value::VARCHAR[];
