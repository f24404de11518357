"""What happened: facts, their evidence, their stored names and their text."""

__all__: list[str] = []
