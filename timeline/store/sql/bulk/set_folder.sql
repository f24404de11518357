-- Put what exceeds it there.
SET temp_directory = $value;
