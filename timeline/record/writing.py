"""Write a table of a ledger's file as a person would, and put it at the end of that file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.errors import ValueUnreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = ["appended", "restored", "toml_table", "toml_text"]

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SHORT = {"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"}
_WIDE = 96


def toml_table(name: str, values: Mapping[str, object]) -> str:
    """Write `[[name]]` with its keys, each on a line of its own."""
    lines = [f"{_key(key)} = {_value(value, len(key))}\n" for key, value in values.items()]
    return f"[[{_key(name)}]]\n{''.join(lines)}"


def toml_text(text: str) -> str:
    """Write a text as a TOML string; what cannot be seen is written as its code.

    Raises:
        ValueUnreadable: the text is no Unicode.
    """
    return f'"{"".join(map(_character, text))}"'


def _character(char: str) -> str:
    if char in _SHORT:
        return _SHORT[char]
    if char.isprintable():
        return char
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - half of a character, which no file can hold
        raise ValueUnreadable("a text has bytes that are not UTF-8", "type it anew")
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - TOML's two


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else toml_text(key)


def _value(value: object, indent: int = 0) -> str:
    """Write a value; a list too long for one line has each of its values on a line."""
    if isinstance(value, str):
        return toml_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list | tuple):
        return _list(value, indent)
    raise TypeError(f"no value of a file: {value!r}")


def _list(values: Iterable[object], indent: int) -> str:
    parts = [_value(each) for each in values]
    line = f"[{', '.join(parts)}]"
    if indent + len(line) <= _WIDE:
        return line
    return "[\n" + "".join(f"    {each},\n" for each in parts) + "]"


def appended(path: Path, text: str) -> bytes | None:
    """Put a text at the end of a file, an empty line between; return what the file held before.

    None where there was no file: it is made, and its folder.
    """
    before = path.read_bytes() if path.exists() else None
    gap = b"" if not before else b"\n" if before.endswith(b"\n") else b"\n\n"
    path.parent.mkdir(exist_ok=True)
    _replace(path, (before or b"") + gap + text.encode())
    return before


def restored(path: Path, before: bytes | None) -> None:
    """Give a file back what it held before a text was appended; one that was made is gone."""
    if before is None:
        path.unlink()
    else:
        _replace(path, before)


def _replace(path: Path, content: bytes) -> None:
    """Write a file at one stroke: it has the old content or the new, never a part."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)
