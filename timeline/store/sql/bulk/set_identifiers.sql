-- Set what the views read.
SET VARIABLE identifiers = $value::VARCHAR[];
