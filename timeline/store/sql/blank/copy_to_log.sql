-- Copy all of the empty log but its triggers into the log.
COPY FROM DATABASE blank TO log;
