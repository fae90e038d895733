"""A table of the report: what a page shows, what an export writes."""

from __future__ import annotations

from dataclasses import dataclass, field

from simsmm.report.words import Quantity


@dataclass(frozen=True)
class Column:
    """A column of numbers."""

    heading: str
    unit: str
    """Such as ``"people"``, ``"%"`` or ``"EUR"``; empty for plain numbers."""


@dataclass(frozen=True)
class Row:
    """One line of a table."""

    name: str
    cells: tuple[Quantity, ...]
    detail: str = ""
    """A few more words below the name."""
    group: str = ""
    """Heading of the lines that belong together; empty in a table without such."""


@dataclass(frozen=True)
class Table:
    """Numbers under headings, with what is needed to write them to a file."""

    name: str
    """Of its file, such as ``"planner"``."""
    caption: str
    about: str
    """What the lines are: ``"Channel"``."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None = field(default=None)
    """A last line that sums up."""

    @property
    def every_row(self) -> tuple[Row, ...]:
        """The lines, and the one that sums up."""
        return self.rows if self.total is None else (*self.rows, self.total)

    @property
    def groups(self) -> list[tuple[str, list[Row]]]:
        """The lines by what they belong to, in order."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.group, []).append(row)
        return list(found.items())
