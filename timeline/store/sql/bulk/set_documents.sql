-- Set what the views read.
SET VARIABLE documents = $value::VARCHAR[];
