-- Set what the views read.
SET VARIABLE roles = $value::VARCHAR[];
