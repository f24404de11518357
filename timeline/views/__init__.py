"""Facts to answers: pure folds that need no database."""

__all__: list[str] = []
