"""Answers to a person: sentences, the timeline, tables, pictures."""

__all__: list[str] = []
