"""Tables as CSV that a spreadsheet opens without running anything that stands in them."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so would be read as a formula."""


def write(path: Path, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table, complete or not at all.

    Args:
        path: the file.
        heading: names of the columns, each with its unit.
        rows: texts and numbers.

    Raises:
        OSError: the file cannot be written.
    """
    partial = path.with_name(path.name + ".partial")
    with partial.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows([safe(cell) for cell in row] for row in rows)
    os.replace(partial, path)


def safe(cell: object) -> object:
    """A cell; a text that looks like a formula gets an apostrophe, which spreadsheets hide."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
