"""Check the documentation's Markdown: links, headings, and that generated pages are fresh.

The code blocks are run by the tests. Prints one line a fault and exits 1 if
there is any.
"""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

__all__ = ["anchors", "faults", "headings", "links"]

ROOT = Path(__file__).resolve().parent.parent
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
HTML_LINK = re.compile(r"""<[^>]+?\s(?:href|src|srcset)=["']([^"']+)["']""")


def parsed(page: Path) -> list[Token]:
    """Parse a page as GitHub reads it."""
    return MarkdownIt("commonmark").enable("table").parse(page.read_text(encoding="utf-8"))


def headings(page: Path) -> Iterator[tuple[int, int, str]]:
    """Yield each heading of a page: its line, its level and its text as shown."""
    tokens = parsed(page)
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.map:
            shown = "".join(
                each.content
                for each in inline.children or ()
                if each.type in {"text", "code_inline"}
            )
            yield opening.map[0] + 1, int(opening.tag[1:]), shown


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives a page's headings, numbered where they repeat."""
    found: set[str] = set()
    for _, _, text in headings(page):
        slug = re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")
        name, count = slug, 0
        while name in found:
            count += 1
            name = f"{slug}-{count}"
        found.add(name)
    return found


def links(page: Path) -> Iterator[tuple[int, str]]:
    """Yield each link and picture of a page, with the line on which its block starts."""
    for block in parsed(page):
        line = block.map[0] + 1 if block.map else 1
        for each in (block, *(block.children or ())):
            for target in (each.attrs.get("href"), each.attrs.get("src")):
                if target:
                    yield line, str(target)
            if each.type in {"html_block", "html_inline"}:
                yield from ((line, target) for target in HTML_LINK.findall(each.content))


def link_fault(page: Path, target: str) -> str | None:
    """Tell what is wrong with a link, if it leads to a file of ours."""
    if ELSEWHERE.match(target):
        return None
    name, _, anchor = unquote(target).partition("#")
    there = (page.parent / name).resolve() if name else page
    if not there.exists():
        return f"no file for the link “{target}”"
    if anchor and there.suffix == ".md" and anchor not in anchors(there):
        return f"no heading for the link “{target}”"
    return None


def faults(page: Path) -> Iterator[tuple[int, str]]:
    """Yield each fault of a page: its line and what is wrong there."""
    before = 0
    for line, level, text in headings(page):
        if level > before + 1:
            yield line, f"the heading “{text}” leaves out a level"
        if level == 1 and before:
            yield line, f"the heading “{text}” is a second title"
        before = level
    if not before:
        yield 1, "the page has no title"
    for line, target in links(page):
        fault = link_fault(page, target)
        if fault:
            yield line, fault


def main() -> int:
    """Check every page; return the exit code."""
    failed = False
    for page in (*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md"))):
        for line, fault in faults(page):
            print(f"{page.relative_to(ROOT)}:{line}: {fault}")
            failed = True
    generator = ROOT / "tools" / "docs.py"
    if generator.exists():
        fresh = subprocess.run([sys.executable, str(generator), "--check"], check=False)
        failed = failed or fresh.returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
