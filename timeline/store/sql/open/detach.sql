-- Let the log's file go.
DETACH log;
