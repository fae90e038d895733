"""What is shown on a terminal, in 80 columns, with or without colour, or written into a pipe."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from simsmm.scenario.problems import Problem
from simsmm.wording import say

if TYPE_CHECKING:
    from rich.table import Table

    from simsmm.report.words import Quantity
    from simsmm.study import Answer

SHOWN = 50
"""Most problems that are listed."""

INDENT = "    "
"""Before what goes on from the line above."""


def stdout() -> Console:
    """The console for results."""
    return Console(highlight=False, soft_wrap=False)


def stderr() -> Console:
    """The console for progress and complaints."""
    return Console(stderr=True, highlight=False, soft_wrap=False)


def columns(first: str, *others: str) -> Table:
    """An empty table without lines: names on the left, the other columns to the right."""
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column(first, overflow="fold")
    for name in others:
        table.add_column(name, justify="right")
    return table


def version() -> str:
    """Version of simsmm."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("simsmm")
    except PackageNotFoundError:
        return say("(run from its sources)")


def problems(found: Iterable[Problem], console: Console) -> None:
    """Problems one below the other, each with its place, its line and a caret."""
    every = list(found)
    for problem in every[:SHOWN]:
        place, *excerpt = str(problem).splitlines()
        colour = "red" if problem.severity == "error" else "yellow"
        for line in _wrapped(place, console):
            console.print(Text(line, style=colour), soft_wrap=True)
        for line in _fitted(excerpt, problem.column or 1, console):
            console.print(Text(line), soft_wrap=True)
    if len(every) > SHOWN:
        console.print(say("... and {number} more", number=len(every) - SHOWN))


def _wrapped(message: str, console: Console) -> list[str]:
    """The lines of a message: from the second on, a terminal shows them with an indent.

    A pipe gets each message on a line of its own, for other programs to read.
    """
    if not console.is_terminal:
        return [message]
    first, *others = Text(message).wrap(console, max(20, console.width - len(INDENT)))
    return [first.plain.rstrip(), *(INDENT + line.plain.rstrip() for line in others)]


def _fitted(excerpt: list[str], column: int, console: Console) -> list[str]:
    """The source line and its caret, cut on the left where the caret would leave the screen."""
    if len(excerpt) != 2 or not console.is_terminal:
        return excerpt
    line, caret = excerpt
    margin, most = line.index("|") + 2, console.width
    cut = max(0, len(caret) - most + 10)
    return [(text[:margin] + text[margin + cut :])[:most] for text in (line, caret)]


def headline(answer: Answer, console: Console) -> None:
    """The answer in a sentence, its warnings, the key figures and the goals."""
    from rich.padding import Padding
    from rich.table import Table

    from simsmm.report import headline as words
    from simsmm.scenario.problems import brief

    console.print()
    console.print(Text(brief(answer.scenario.name, 200), style="bold"))
    console.print(Text(str(words.sentence(answer))))
    for warning in answer.warnings:
        console.print(Text(f"! {warning}", style="yellow"))
    console.print()
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column("", overflow="fold")
    table.add_column(say("expected"), justify="right", no_wrap=True)
    table.add_column(say("90 % of outcomes"), no_wrap=True)
    for figure in words.figures(answer):
        table.add_row(figure.name, figure.quantity.with_unit, figure.quantity.interval)
    console.print(Padding(table, (0, 0, 0, 2)))
    if answer.goals:
        console.print()
        goals = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
        goals.add_column(say("goal"), overflow="fold")
        goals.add_column(say("chance"), justify="right", no_wrap=True)
        for goal in words.goal_lines(answer):
            chance = f"{goal.chance} {goal.error}".rstrip()
            goals.add_row(Text(brief(goal.text, 200)), chance)
        console.print(Padding(goals, (0, 0, 0, 2)))
    _creators(answer, console)


def _creators(answer: Answer, console: Console) -> None:
    """Who was picked, beside others for the same money; nothing where nobody was."""
    from rich.padding import Padding

    from simsmm.report import creators as words

    found = words.rivals(answer)
    if found is None:
        return
    console.print()
    for sentence in words.sentences(answer):
        console.print(Text(str(sentence)))
    table = columns(found.about, *(column.heading for column in found.columns))
    for row in found.rows:
        table.add_row(row.name, *(_with_error(cell) for cell in row.cells))
    console.print(Padding(table, (1, 0, 1, 2)))
    console.print(Text(words.note(answer), style="dim"))


def _with_error(cell: Quantity) -> str:
    """A number and half of its interval."""
    from simsmm.report.words import rounded

    half = rounded(float(f"{0.5 * (cell.top - cell.bottom):.2g}"))
    return f"{cell.text} \N{PLUS-MINUS SIGN}{half}" if cell.interval else cell.text


def where(folder: Path, console: Console) -> None:
    """Where the report lies, on a line of its own that can be copied."""
    console.print()
    console.print(Text(say("Report: {path}", path=folder / "report.html")), soft_wrap=True)


def tables(folder: Path, console: Console) -> None:
    """Where tables lie, like `where`."""
    console.print()
    console.print(Text(say("Tables: {path}", path=folder)), soft_wrap=True)
