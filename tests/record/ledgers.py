"""Write small ledgers for tests, and read them."""

from __future__ import annotations

import hashlib
import inspect
from typing import TYPE_CHECKING

from timeline.record.ledger import read_ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from timeline.errors import Problem
    from timeline.record.drafts import Ledger

__all__ = ["given", "ledger_in", "places", "rules", "seed", "write"]


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files of a ledger, by their paths in it; return its folder."""
    for folder in ("seeds", "events"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def given(root: Path, *texts: str) -> Ledger:
    """Read a ledger of these files of facts: events/a.toml, events/b.toml …."""
    names = [f"events/{letter}.toml" for letter in "abcdefgh"]
    return read_ledger([write(root, dict(zip(names, texts, strict=False)))])


def ledger_in(function: Callable[..., object]) -> str:
    """Return the ledger in a test's docstring: what follows its first sentence."""
    return inspect.cleandoc(function.__doc__ or "").partition("\n\n")[2] + "\n"


def seed(name: str, text: str | None = None, published: str = "2025-09-02", more: str = "") -> str:
    """Write a document's record, of this text where there is one."""
    told = ""
    if text is not None:
        told = f'file = "{name}.txt"\nsha256 = "{hashlib.sha256(text.encode()).hexdigest()}"\n'
    return f'id = "{name}"\npublisher = "P"\npublished = "{published}"\n{told}{more}'


def rules(problems: Iterable[Problem]) -> list[str]:
    """Name the rules that are broken, in order."""
    return sorted(each.rule for each in problems)


def places(problems: Iterable[Problem]) -> list[str]:
    """Say of each problem which rule is broken, and where."""
    return [f"{each.place} {each.rule}" for each in problems]
