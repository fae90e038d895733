"""Runs the Python examples of a page of Markdown, in order, as a reader would type them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

FENCE = re.compile(r"^```python\n(?P<code>.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """One block of code."""

    page: Path
    line: int
    """Line of the page on which the code begins."""
    code: str


def pages() -> list[Path]:
    """Every page with examples: the README and all below ``docs``."""
    return [page for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
            if examples(page)]  # fmt: skip


def examples(page: Path) -> list[Example]:
    """The Python examples of a page, in order."""
    text = page.read_text("utf-8")
    return [
        Example(page, text.count("\n", 0, found.start("code")) + 1, found["code"])
        for found in FENCE.finditer(text)
    ]


def run(page: Path, replacements: tuple[tuple[str, str], ...] = ()) -> dict[str, object]:
    """Run a page's examples in the current folder; they share their names, which come back.

    Args:
        page: the page.
        replacements: texts to change first, such as fewer replicates.
    """
    names: dict[str, object] = {"__name__": "__main__"}
    for example in examples(page):
        code = example.code
        for old, new in replacements:
            code = code.replace(old, new)
        # Blank lines before it, so that an error names the line of the page.
        exec(compile("\n" * (example.line - 1) + code, str(page), "exec"), names)
    return names
