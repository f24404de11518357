"""Begin a ledger, and find the one that comes with the program."""

from __future__ import annotations

from pathlib import Path

from timeline.errors import LedgerRefused

__all__ = ["FolderTaken", "begin", "example"]

_FILES = {
    "seeds/README": """\
One TOML file a document, for example seeds/press-2025-09-15.toml:

id = "press-2025-09-15"
publisher = "The Press"
published = "2025-09-15"
language = "en"
file = "press-2025-09-15.txt"   # its text, in the folder that --documents names
sha256 = "…"                    # of that file: sha256sum press-2025-09-15.txt
""",
    "events/entities.toml": """\
# Whom and what your facts are about.
#
# [[entity]]
# id = "acme"
# kind = "company"               # company, person, fund, state, court, unit, programme
# name = "Acme"
# aliases = ["Acme Corporation"]
""",
    "events/facts.toml": """\
# Dated facts, each with the words that carry its figures.
#
# [[fact]]
# type = "stake-changed"
# occurred = "2025-09-02"
# holder = "acme"
# company = "widgets"
# before = "3.34%"
# after = "3.68%"
# document = "press-2025-09-15"
# quote = "from 3.34% to 3.68%"
""",
    ".gitignore": "deals.duckdb\ndeals.duckdb.wal\n",
}


class FolderTaken(LedgerRefused):
    """A folder holds a ledger already."""

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        super().__init__(
            f"“{folder}” holds a ledger already", "choose another folder; nothing was touched"
        )


def begin(folder: Path, *, with_example: bool = False) -> list[Path]:
    """Write the first files of a ledger, or a copy of the example; return what was written.

    Raises:
        FolderTaken: the folder has seeds/ or events/ already.
    """
    if (folder / "events").exists() or (folder / "seeds").exists():
        raise FolderTaken(folder)
    written = []
    for name, text in (_copied() if with_example else _FILES).items():
        path = folder / name
        if path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


def _copied() -> dict[str, str]:
    """Return the files of the example ledger, by their names in it."""
    root = example()
    files = [*sorted((root / "seeds").glob("*.toml")), *sorted((root / "events").glob("*.toml"))]
    texts = {each.relative_to(root).as_posix(): each.read_text(encoding="utf-8") for each in files}
    return texts | {".gitignore": _FILES[".gitignore"]}


def example() -> Path:
    """Return the example ledger: carried by the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    carried = package / "example"
    return carried if carried.is_dir() else package.parent
