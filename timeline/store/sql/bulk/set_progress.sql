-- Follow how far a query is, and print nothing of it.
SET enable_progress_bar = true;
SET enable_progress_bar_print = false;
