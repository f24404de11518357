"""Run the command: `python -m timeline`."""

from timeline.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    main()
