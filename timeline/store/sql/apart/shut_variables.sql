-- Take no variable of the Python around for a table.
SET python_enable_replacements = false;
