-- Reach no other file, and no network.
SET enable_external_access = false;
