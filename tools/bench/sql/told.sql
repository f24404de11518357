-- What $count facts on stakes say, one of every $step events.
SELECT payload FROM events
WHERE type IN ('stake-changed', 'stake-stated') AND position % $step = 0 ORDER BY position LIMIT $count;
