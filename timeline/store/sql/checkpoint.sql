-- Write all to the file, so that nothing of it waits beside.
CHECKPOINT;
