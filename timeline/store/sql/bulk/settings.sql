-- How much memory is used, and where what exceeds it is put.
SELECT current_setting('memory_limit'), current_setting('temp_directory'), current_setting('disabled_optimizers');
