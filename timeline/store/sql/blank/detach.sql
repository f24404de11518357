-- Let the empty log go.
DETACH blank;
