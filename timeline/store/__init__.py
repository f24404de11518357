"""Keep facts: the event store, its proof, and the heads that git keeps."""
