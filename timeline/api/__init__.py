"""What the program can do: record a ledger, and answer from its log."""

__all__: list[str] = []
