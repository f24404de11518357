"""Keep dated facts of corporate deals as plain text; answer who owned what, and when."""

__version__ = "0.1.0"

__all__ = ["__version__"]
