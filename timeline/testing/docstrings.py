"""Take a test's docstring for its ledger: its facts, as a person types them in a file."""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import TYPE_CHECKING, Any

from timeline.testing.given import Given, given
from timeline.testing.ledgers import facts_of_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["facts_of"]

__tracebackhide__ = True


def facts_of(test: Callable[..., Any], file: Path, root: Path) -> Given:
    """Return the facts of a test's docstring, each with its line in the test's file.

    Raises:
        LedgerFaulty: the docstring has what is no ledger's text.
    """
    text = test.__doc__ or ""
    if "[[" not in text:
        return given()
    name = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.name
    return given(*facts_of_text(text, name=name, line=_line_of(test)))


def _line_of(test: Callable[..., Any]) -> int:
    """Return the line of a file on which a test's docstring begins; 1 where there is no file."""
    try:
        lines, first = inspect.getsourcelines(inspect.unwrap(test))
    except OSError:
        return 1
    (tree,) = ast.parse(textwrap.dedent("".join(lines))).body
    assert isinstance(tree, ast.FunctionDef | ast.AsyncFunctionDef)  # noqa: S101 - a test is one
    return first + tree.body[0].lineno - 1
