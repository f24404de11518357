-- Take names from the log.
USE log;
