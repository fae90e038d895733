"""Small tables from CSV and XLSX files, each cell with its place."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any, NoReturn

from simsmm.scenario.files import bytes_of, text_of
from simsmm.scenario.positions import FORBIDDEN, LENGTH, LINE_BREAK, Page, letters
from simsmm.scenario.problems import Problem, ScenarioError, brief
from simsmm.wording import say

ROWS, COLUMNS = 2_000, 100
"""Most rows and columns of a table."""

UNPACKED = 8_000_000
"""Largest spreadsheet once it is unpacked [bytes]."""

CELLS = {
    separator: re.compile(
        rf' *(?:"(?P<quoted>(?:[^"]|"")*)" *|(?P<bare>[^"{separator}][^{separator}]*|))'
    )
    for separator in ",;"
}
"""A cell of a text, by what stands between cells."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that holds something."""

    row: int
    """Row or line, from 1."""
    column: int
    """Number of the column, from 1."""
    place: int
    """Where it stands: the character of the line in a text, else the column."""
    value: str
    """What it holds, as a text."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was written, without cells and rows that are empty."""

    page: Page
    header: list[Cell]
    rows: list[list[Cell]]


def read_csv(path: Path) -> Table:
    """A table from a text in UTF-8, with commas or semicolons between its cells.

    Raises:
        ScenarioError: it cannot be read, or is too large.
    """
    text = text_of(path).removeprefix("\ufeff")
    page = Page(str(path), LINE_BREAK.split(text))
    wrong = FORBIDDEN.search(text)
    if wrong:
        row = len(LINE_BREAK.findall(text, 0, wrong.start())) + 1
        letter = f"U+{ord(wrong[0]):04X}"
        _refuse(page, row, 1, say("character {letter} is not allowed here", letter=letter))
    first = re.sub('"[^"]*"', "", page.lines[0])
    separator = max(CELLS, key=first.count)
    lines = (
        (number, list(_cells(line, number, page, separator)))
        for number, line in enumerate(page.lines, start=1)
    )
    return _table(page, lines)


def _cells(line: str, row: int, page: Page, separator: str) -> Iterator[Cell]:
    """Cells of a line; a quoted text may hold the separator, but no end of line."""
    pattern, start = CELLS[separator], 0
    for column in range(1, COLUMNS + 1):
        found = pattern.match(line, start)
        if found is None or (found.end() < len(line) and line[found.end()] != separator):
            message = say("a quotation mark is missing, or the text goes on after it")
            _refuse(page, row, start + 1, message)
        quoted = found["quoted"]
        text = found["bare"].strip() if quoted is None else quoted.replace('""', '"').strip()
        if text:
            at = found.start("bare" if quoted is None else "quoted") + 1
            yield Cell(row, column, at, text)
        start = found.end() + 1
        if start > len(line):
            return
    _refuse(page, row, start, say("a table has at most {most} columns", most=COLUMNS))


def read_xlsx(path: Path) -> Table:
    """A table from the first sheet of a spreadsheet; formulas are refused.

    Raises:
        ScenarioError: it cannot be read, or is too large.
    """
    page = Page(str(path), [], sheet=True)
    data = bytes_of(path)
    try:
        _harmless(path, page)
        return _table(page, _sheet(path, page))
    except ScenarioError:
        raise
    except Exception as error:  # the reader of spreadsheets fails in many ways
        reason = brief(str(error) or type(error).__name__, 100)
        if not data.startswith(b"PK"):
            reason = say("the file is of another kind")
        message = say("not a spreadsheet that can be read: {reason}", reason=reason)
        raise ScenarioError([Problem(page.source, None, None, "", message)]) from None


def _harmless(path: Path, page: Page) -> None:
    """Refuse what would grow when it is unpacked or read."""
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        if sum(member.file_size for member in members) > UNPACKED or len(members) > 500:
            message = say(
                "unpacked, a spreadsheet holds at most {most} bytes", most=f"{UNPACKED:,}"
            )
            raise ScenarioError([Problem(page.source, None, None, "", message)])
        for member in members:
            text = archive.read(member) if member.filename.endswith((".xml", ".rels")) else b""
            if b"<!" in text.replace(b"<!--", b"") or b"\0" in text:
                message = say("{part} of the spreadsheet declares entities", part=member.filename)
                raise ScenarioError([Problem(page.source, None, None, "", message)])


def _sheet(path: Path, page: Page) -> Iterator[tuple[int, list[Cell]]]:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    try:
        sheet = book.worksheets[0]
        if (sheet.max_column or 0) > COLUMNS:
            _refuse(page, 1, COLUMNS + 1, say("a table has at most {most} columns", most=COLUMNS))
        for number, row in enumerate(sheet.iter_rows(max_col=COLUMNS), start=1):
            if number > 5 * ROWS:
                _refuse(page, number, 1, say("a table has at most {most} rows", most=ROWS))
            yield (
                number,
                [
                    Cell(number, column, column, text)
                    for column, cell in enumerate(row, start=1)
                    if (text := _text(cell, number, column, page))
                ],
            )
    finally:
        book.close()


def _text(cell: Any, row: int, column: int, page: Page) -> str:
    """What a cell of a spreadsheet shows, as a plan would write it."""
    value = cell.value
    if cell.data_type == "f":
        _refuse(page, row, column, say("a formula stands here; put its value in its place"))
    if cell.data_type == "e":
        _refuse(page, row, column, say("the error {value} stands here", value=brief(str(value))))
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        clock = "h" in cell.number_format.lower() or value.time() != time()
        return f"{value:%Y-%m-%d %H:%M}" if clock else f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return " ".join(str(value).split())


def _table(page: Page, lines: Iterator[tuple[int, list[Cell]]]) -> Table:
    rows: list[list[Cell]] = []
    for number, cells in lines:
        if len(rows) > ROWS:
            _refuse(page, number, 1, say("a table has at most {most} rows", most=ROWS))
        for cell in cells:
            _fits(cell, page)
        if cells:
            rows.append(cells)
    if not rows:
        _refuse(page, 1, 1, say("the table is empty; its first row names the fields of a post"))
    return Table(page, rows[0], rows[1:])


def _fits(cell: Cell, page: Page) -> None:
    if len(cell.value) > LENGTH:
        message = say("a text holds at most {most} characters", most=f"{LENGTH:,}")
        _refuse(page, cell.row, cell.place, message)
    if FORBIDDEN.search(cell.value):
        message = say("control characters are not allowed in a text")
        _refuse(page, cell.row, cell.place, message)


def _refuse(page: Page, row: int, column: int, message: str) -> NoReturn:
    excerpt = page.lines[row - 1] if 0 < row <= len(page.lines) else ""
    cell = f"{letters(column)}{row}" if page.sheet else ""
    raise ScenarioError(
        [Problem(page.source, row, column, "", message, excerpt=excerpt, cell=cell)]
    )
