"""Figures and tables as files: SVG and PNG, CSV and Parquet, for slides and spreadsheets.

A table's file holds for each number its mean and the 5 % and 95 % points of its outcomes, to twelve
digits, with the unit in the heading; a column that would be empty is left out. Texts that a
spreadsheet would take for a formula begin with an apostrophe; numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import math
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simsmm.report.charts import png_file, svg_file
from simsmm.report.document import tables
from simsmm.report.figures import figures
from simsmm.report.tables import Table
from simsmm.study.files import write_table
from simsmm.wording import say

if TYPE_CHECKING:
    from simsmm.study import Answer

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings of a text that a spreadsheet takes for a formula."""

DIGITS = 12
"""Digits of a number in a file: more than are known, fewer than sums of fractions blur."""

Line = list[str | float | None]


Stop = Callable[[], bool]


def export(answer: Answer, folder: Path, stop: Stop) -> None:
    """Write ``tables/`` and ``figures/`` into a folder; `simsmm.report.export` tells more."""
    if not stop():
        export_tables(answer, folder / "tables")
        export_figures(answer, folder / "figures", stop)


def export_tables(answer: Answer, folder: Path) -> None:
    """Write every table as CSV and Parquet."""
    import pandas as pd

    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables(answer).items():
        headings, lines = filled(columns(table), rows(table))
        _write(csv_text([headings, *lines]).encode("utf-8-sig"), folder / f"{name}.csv")
        write_table(pd.DataFrame(lines, columns=headings), folder / f"{name}.parquet")


def export_figures(answer: Answer, folder: Path, stop: Stop) -> None:
    """Write every figure as SVG and PNG, until asked to stop."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, figure in figures(answer).items():
        if stop():
            return
        _write(svg_file(figure.spec).encode("utf-8"), folder / f"{name}.svg")
        _write(png_file(figure.spec), folder / f"{name}.png")


def columns(table: Table) -> list[str]:
    """Headings: what a line is, then three for each number, each with its unit."""
    found = [say("Group"), table.about or say("What")]
    if _mixed(table):
        found.append(say("Unit"))
    for column in table.columns:
        unit = f" [{column.unit}]" if column.unit else ""
        found += [
            f"{column.heading}{unit}",
            say("{heading}, low (5 % point)", heading=column.heading) + unit,
            say("{heading}, high (95 % point)", heading=column.heading) + unit,
        ]
    return found


def rows(table: Table) -> list[Line]:
    """Lines of a table: names, then mean, low and high of each number; None where there is none."""
    found: list[Line] = []
    for row in table.every_row:
        line: Line = [row.group, f"{row.name} ({row.detail})" if row.detail else row.name]
        if _mixed(table):
            line.append(row.cells[0].unit)
        for cell in row.cells:
            factor = 100.0 if cell.unit == "%" else 1.0
            line += [_known(factor * each) for each in (cell.value, cell.bottom, cell.top)]
        found.append(line)
    return found


def filled(headings: list[str], lines: list[Line]) -> tuple[list[str], list[Line]]:
    """Headings and lines without the columns that are empty in every line."""
    kept = [place for place in range(len(headings)) if any(_holds(line[place]) for line in lines)]
    return [headings[place] for place in kept], [[line[place] for place in kept] for line in lines]


def _holds(cell: str | float | None) -> bool:
    return cell is not None and cell != ""


def _mixed(table: Table) -> bool:
    """Whether each line has a unit of its own."""
    return not table.columns[0].unit


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(f"{value:.{DIGITS}g}")


def csv_text(lines: Iterable[Sequence[str | float | None]]) -> str:
    """Lines as CSV that no spreadsheet runs."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    for line in lines:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in line])
    return written.getvalue()


def harmless(text: str) -> str:
    """A text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(" \n").startswith(FORMULAS) else text


def _write(data: bytes, path: Path) -> None:
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(data)
    os.replace(partial, path)
