"""What answers are made of: a class for each kind of row, with the names that `--json` has."""

__all__: list[str] = []
