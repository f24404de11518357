-- Add one commit, sealed.
INSERT INTO commits (number, "at", message, events, prior, digests, unordered, head)
VALUES ($number, $at, $message, $events, $prior, $digests, $unordered, $head);
