"""Keep at hand the texts that citations are checked against.

The texts are other people's and may be missing; a record's `file` is data, so
it names a file of one directory and never a path to follow.
"""

from __future__ import annotations

import hashlib
from pathlib import Path, PureWindowsPath
from typing import ClassVar, Self

from attrs import field, frozen

from timeline.errors import NotFound, TimelineError
from timeline.facts.fold import shown
from timeline.record.quotes import Document

__all__ = [
    "MOST_BYTES",
    "DocumentChanged",
    "DocumentFault",
    "DocumentRefused",
    "DocumentUnsealed",
    "Documents",
]

MOST_BYTES = 20_000_000
"""The size up to which a document is read."""


class DocumentFault(TimelineError):
    """A document at hand cannot be used; `rule` names the fault, `field` where its record shows it.

    |-- DocumentRefused      it is not read at all
    |-- DocumentUnsealed     its record does not say which text it is
    `-- DocumentChanged      it is another text
    """

    rule: ClassVar[str]
    field: ClassVar[str]


class DocumentRefused(DocumentFault):
    """A document is not read: its name leads elsewhere, or it is no text of a sane size."""

    rule = "document-refused"
    field = "file"

    def __init__(self, file: str, reason: str, hint: str = "") -> None:
        """Name the file as the record has it, and say what is wrong with it."""
        super().__init__(f"document file “{shown(file)}” {reason}", hint)
        self.file = file


class DocumentUnsealed(DocumentFault):
    """A document's record has no SHA-256, so that any text could be put in its place."""

    rule = "document-unsealed"
    field = "file"

    def __init__(self, file: str, actual: str) -> None:
        """Name the file, and the SHA-256 that it has now."""
        super().__init__(
            f"document file “{shown(file)}” is at hand, and its record has no SHA-256",
            f'where this is the text that was read: sha256 = "{actual}"',
        )
        self.file = file


class DocumentChanged(DocumentFault):
    """A document at hand is not the text that its record describes."""

    rule = "document-changed"
    field = "sha256"

    def __init__(self, file: str, expected: str, actual: str) -> None:
        """Keep the SHA-256 that the record has, and the one of the file."""
        super().__init__(
            f"document file “{shown(file)}” has changed: its SHA-256 is {actual}, "
            f"its record says {shown(expected)}",
            "put the text back as it was recorded, or correct the record's sha256 "
            "and check its quotes again",
        )
        self.file = file
        self.expected = expected
        self.actual = actual


@frozen
class Documents:
    """The texts of one directory, each read once; no texts at all without a directory."""

    directory: Path | None
    _read: dict[str, tuple[str, Document]] = field(factory=dict, init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Refuse a directory that is not there."""
        if self.directory is not None and not self.directory.is_dir():
            hint = "--documents and TIMELINE_DOCUMENTS name a folder of texts"
            raise NotFound("directory of documents", str(self.directory), hint=hint)

    @classmethod
    def open(cls, directory: Path | str | None) -> Self:
        """Open a directory of texts, if one is given."""
        return cls(None if directory is None else Path(directory))

    @classmethod
    def none(cls) -> Self:
        """Have no texts at hand."""
        return cls(None)

    def text(self, record_file: str, sha256: str) -> Document | None:
        """Read the text that a record names; None where it is not at hand.

        Raises `DocumentRefused` where it must not or cannot be read,
        `DocumentUnsealed` where there is no SHA-256 to know it by, and
        `DocumentChanged` where it is not the text with that one.
        """
        if record_file not in self._read:
            path = self._path(record_file)
            if path is None:
                return None
            self._read[record_file] = _document(record_file, path, sha256)
        actual, document = self._read[record_file]
        if not sha256:
            raise DocumentUnsealed(record_file, actual)
        if actual != sha256.lower():
            raise DocumentChanged(record_file, sha256, actual)
        return document

    def _path(self, name: str) -> Path | None:
        """Find the file of that plain name in the directory, not outside it."""
        if not _plain_name(name):
            hint = "give the name of a file in the documents' folder, without a path"
            raise DocumentRefused(name, "is not a plain file name", hint)
        if self.directory is None:
            return None
        try:
            path = (self.directory / name).resolve(strict=True)
        except FileNotFoundError:
            return None
        except (OSError, RuntimeError) as error:
            raise DocumentRefused(name, f"cannot be read ({_reason(error)})") from error
        if not path.is_relative_to(self.directory.resolve()):
            hint = "put the text itself into the folder, not a link to it"
            raise DocumentRefused(name, "is a link that leaves the documents' folder", hint)
        if not path.is_file():
            raise DocumentRefused(name, "is not a file")
        return path


def _plain_name(name: str) -> bool:
    """Tell whether a name is that of a file: no path, no drive, no control characters."""
    if name in {"", ".", ".."} or not name.isprintable():
        return False
    return "/" not in name and ":" not in name and PureWindowsPath(name).name == name


def _document(name: str, path: Path, sha256: str) -> tuple[str, Document]:
    """Read a file, check that it is the recorded one, and only then decode it."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise DocumentRefused(name, f"cannot be read ({_reason(error)})") from error
    if len(raw) > MOST_BYTES:
        raise DocumentRefused(name, f"is larger than {MOST_BYTES // 1_000_000} MB")
    actual = hashlib.sha256(raw).hexdigest()
    if not sha256:
        raise DocumentUnsealed(name, actual)
    if actual != sha256.lower():
        raise DocumentChanged(name, sha256, actual)
    try:
        return actual, Document(name, raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        reason = f"is not UTF-8 (byte {error.start} cannot be read)"
        raise DocumentRefused(name, reason, "save it as UTF-8, and record its SHA-256") from error


def _reason(error: Exception) -> str:
    """Say in the system's words why a file cannot be read."""
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()
