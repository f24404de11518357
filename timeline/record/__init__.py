"""Text to facts: the ledger's files, the documents, the gate of quotes and figures."""

__all__: list[str] = []
