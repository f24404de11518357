-- Copy all of the empty log but its triggers into the database in memory.
COPY FROM DATABASE blank TO memory;
