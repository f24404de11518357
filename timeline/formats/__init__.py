"""Other people's files, in and out: one module per format."""

__all__: list[str] = []
