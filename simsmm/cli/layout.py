"""Text on a screen, broken where the screen ends; a number and its unit stay on one line.

Rich breaks at unbreakable spaces too, and fills lines up with blanks, which a pipe would keep.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

NARROWEST = 20
"""Text gets so many columns even on a screen that has fewer."""


def paragraph(
    console: Console, text: str, *, head: str = "", indent: int = 0, style: str = ""
) -> None:
    """Print a text.

    Args:
        console: where.
        text: any text; a head stands before it, in bold, on the first line.
        head: such as the name of a number.
        indent: columns on the left.
        style: of the text.
    """
    for number, line in enumerate(_broken(f"{head}{text}", console.width - indent)):
        shown = Text(" " * indent)
        if number == 0 and line.startswith(head):
            shown.append(head, "bold")
            line = line.removeprefix(head)
        console.print(shown.append(line, style), soft_wrap=True)


def listing(
    console: Console, lines: Iterable[tuple[str, str]], *, indent: int = 2, style: str = "dim"
) -> None:
    """Print names in some style and what is said of each, the texts below each other."""
    every = list(lines)
    margin = max((len(name) for name, _ in every), default=0) + 2
    for name, text in every:
        left = name.ljust(margin)
        for line in _broken(text, console.width - indent - margin):
            shown = Text(" " * indent).append(left, style).append(line)
            console.print(shown, soft_wrap=True)
            left = " " * margin


def title(console: Console, text: str, *, first: bool = False) -> None:
    """Print a heading, with a blank line above it unless it is the first."""
    if not first:
        console.print()
    paragraph(console, text, style="bold")


def _broken(text: str, width: int) -> list[str]:
    lines = textwrap.wrap(text, max(width, NARROWEST), break_on_hyphens=False)
    return lines or [""]
