"""Read a ledger: its folders of plain text become documents, entities and facts.

Nothing here looks at the log or at a document's text. Every file is read, and
every fault of every file is collected with the line that it stands on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeline.errors import LedgerRefused
from timeline.record.folders import find_root
from timeline.record.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from timeline.record.drafts import Ledger

__all__ = ["PathMissing", "read_ledger", "read_tables"]


class PathMissing(LedgerRefused):
    """There is no such file or folder."""

    def __init__(self, path: Path) -> None:
        """Name the path as it was given."""
        super().__init__(
            f"there is no file or folder “{path}”",
            "a ledger is a folder with seeds/ and events/; “timeline init” makes one",
        )


def read_ledger(paths: Iterable[Path]) -> Ledger:
    """Read ledgers, folders and files, each file once, in the order of their names.

    Raises:
        PathMissing: a path does not exist.
    """
    given = tuple(paths)
    for path in given:
        if not path.exists():
            raise PathMissing(path)
    root = find_root(given[0])
    reader = Reader()
    for path in given:
        for file in _files(path):
            reader.read(file, _name(file, root))
    whole = any(path.is_dir() and path.resolve() == root.resolve() for path in given)
    return reader.ledger(root, whole=whole)


def read_tables(
    arrays: Mapping[str, Sequence[Mapping[str, Any]]], *, root: Path, name: str
) -> Ledger:
    """Read tables of a ledger that a program states itself, by what a file calls them."""
    reader = Reader()
    reader.tables(arrays, name)
    return reader.ledger(root, whole=False)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    folders = [folder for name in ("seeds", "events") if (folder := path / name).is_dir()]
    for folder in folders or [path]:
        yield from sorted(folder.rglob("*.toml"))


def _name(file: Path, root: Path) -> str:
    """Return what messages call a file; a link that leads nowhere is called what it is."""
    try:
        place = file.resolve() if file.exists() else file.parent.resolve() / file.name
        return place.relative_to(root.resolve()).as_posix()
    except ValueError:
        return file.as_posix()
