"""Read TOML with the line of every table and key.

`tomllib` reads the values and gives no lines; a scan of the same text finds
where each table and each of its keys begins. The scan knows the strings and
brackets that may hold what only looks like a header.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from attrs import field, frozen

from timeline.errors import TimelineError

__all__ = ["Table", "TomlFile", "TomlUnreadable", "read_toml"]

_ARRAY = re.compile(r"\s*\[\[\s*[\"']?([\w-]+)[\"']?\s*\]\]\s*(?:#.*)?$")
_TABLE = re.compile(r"\s*\[{1,2}\s*([\w-]+(?:\s*\.\s*[\w-]+)*)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([\w-]+|\"[^\"]*\"|'[^']*')\s*(?:\.[^=]*)?=")
_AT = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""{1,3}|\'\'\'.*?\'\'\'{1,3}'
    r'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}\n]',
    re.DOTALL,
)


_QUOTES = "strings stand in quotes, a table begins with [[fact]]"
_SAID = {
    "Cannot overwrite a value": (
        "this key stands twice in its table", "keep one of them; several values are a list: [1, 2]"
    ),
    "Invalid date or datetime": (
        "there is no such day",
        'a day is of the calendar; what is vague stands in quotes: "2025-02"',
    ),
}  # fmt: skip
"""What the reader of TOML says that helps nobody, and what we say."""


class TomlUnreadable(TimelineError):
    """A file is not TOML; `line` says where, counted from 1."""

    def __init__(self, message: str, line: int) -> None:
        """Keep the reader's message, or ours where it says little, and the line."""
        super().__init__(*_SAID.get(message, (message, _QUOTES)))
        self.line = line


@frozen
class Table:
    """One table of a file: its values, the line that it begins on, the line of each key."""

    values: dict[str, Any]
    line: int
    lines: dict[str, int] = field(factory=dict)

    def line_of(self, key: str) -> int:
        """Return the line of a key, or where the table begins if it has no such key."""
        return self.lines.get(key, self.line)


@frozen
class TomlFile:
    """A file's top-level table, its arrays of tables by name, and its lines of text."""

    top: Table
    arrays: dict[str, tuple[Table, ...]]
    text: tuple[str, ...]


def read_toml(text: str) -> TomlFile:
    """Read TOML text.

    Raises:
        TomlUnreadable: the text is no TOML; says why, and on which line.
    """
    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise TomlUnreadable("brackets stand too deep in one another", 1) from None
    except tomllib.TOMLDecodeError as fault:
        raise _unreadable(str(fault), text) from None
    except ValueError:  # Python reads no whole number of thousands of digits
        raise TomlUnreadable("a number is too long to be read", 1) from None
    top, arrays = _positions(text)
    tables = {
        name: tuple(
            Table(each, *where) for each, where in zip(values.pop(name), found, strict=True)
        )
        for name, found in arrays.items()
    }
    return TomlFile(Table(values, 1, top), tables, tuple(text.split("\n")))


def _unreadable(message: str, text: str) -> TomlUnreadable:
    at = _AT.search(message)
    line = int(at.group(1)) if at and at.group(1) else text.count("\n") + 1
    return TomlUnreadable(_AT.sub("", message), line)


def _positions(text: str) -> tuple[dict[str, int], dict[str, list[tuple[int, dict[str, int]]]]]:
    """Return the lines of the top-level keys, and for each array the lines of its tables."""
    top: dict[str, int] = {}
    arrays: dict[str, list[tuple[int, dict[str, int]]]] = {}
    keys = top
    for number, line in _statements(text):
        if header := _ARRAY.match(line):
            keys = {}
            arrays.setdefault(header.group(1), []).append((number, keys))
        elif table := _TABLE.match(line):
            name, _, inner = table.group(1).partition(".")
            name = name.strip()
            keys = arrays[name][-1][1] if name in arrays else top
            keys.setdefault(inner.partition(".")[0].strip() or name, number)
            keys = {}
        elif line.lstrip().startswith("["):
            keys = {}
        elif key := _KEY.match(line):
            keys.setdefault(key.group(1).strip("\"'"), number)
    return top, arrays


def _statements(text: str) -> list[tuple[int, str]]:
    """Return the lines on which a statement begins: those in no string and no bracket."""
    starts = [(1, 0)]
    depth = line = 0
    line = 1
    begun = 0
    for token in _TOKEN.finditer(text):
        mark = token.group()
        if mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
        elif mark == "\n":
            line += 1
            begun = token.end()
            if depth == 0:
                starts.append((line, begun))
        else:
            line += mark.count("\n")
    ends = [text.find("\n", start) for _, start in starts]
    return [
        (number, text[start : end if end >= 0 else len(text)])
        for (number, start), end in zip(starts, ends, strict=True)
    ]
