-- Take names from the log alone.
USE log;
