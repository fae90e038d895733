"""`simsmm audience`: who is where, as text, as JSON, or as tables."""

from __future__ import annotations

import json as jsons
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from simsmm import scenario as scenarios
from simsmm.cli import screen, spreadsheets
from simsmm.cli.folders import drop_if_empty, results_folder

if TYPE_CHECKING:
    from simsmm.study.audience import Audience

UNITS = {
    "people": "people",
    "error": "people",
    "share": "0 to 1",
    "activity": "mean of the week = 1",
    "weekday": "0 = Monday",
    "hour": "0 to 23",
    "accuracy": "0 to 1",
    "grp": "impressions per 100 people of the target",
    "reach": "0 to 1",
    "reach_low": "0 to 1",
    "reach_high": "0 to 1",
}
"""Units of the columns of the tables; prices are in the plan's currency."""

TABLES = ("places", "overlaps", "hours", "fans", "shared", "prices", "weights")
"""Parts of an audience, each a file."""


def research(path: Path, seed: int, *, json: bool, out: Path | None, force: bool) -> None:
    """Count the people of a plan and show them.

    Args:
        path: the scenario's file.
        seed: of the society.
        json: print JSON instead of text.
        out: folder for the tables as CSV; None for none.
        force: write into a folder that holds something already.

    Raises:
        ScenarioError: the scenario cannot be used.
        OSError: the tables cannot be written.
    """
    from simsmm.study.audience import audience

    found = audience(scenarios.load(path), seed)
    folder = None
    if out is not None:
        folder = results_folder(out, path, force=force)
        try:
            save(found, folder)
        finally:
            drop_if_empty(folder)
    if json:
        typer.echo(jsons.dumps(facts(found), ensure_ascii=False, indent=2))
        return
    from simsmm.cli.audience import tell

    console = screen.stdout()
    tell(found, console)
    if folder is not None:
        screen.tables(folder, console)


def facts(found: Audience) -> dict[str, Any]:
    """An audience as plain data."""
    plan = found.scenario
    head = {
        "scenario": plan.name,
        "seed": found.seed,
        "people": plan.market.people,
        "people simulated": plan.simulate,
        "people each stands for": plan.scale,
        "currency": plan.currency,
        "target": str(plan.target),
    }
    return head | {name: [asdict(row) for row in getattr(found, name)] for name in TABLES}


def save(found: Audience, folder: Path) -> None:
    """Write each part of an audience as a table into a folder.

    Raises:
        OSError: a table cannot be written.
    """
    for name in TABLES:
        rows = getattr(found, name)
        if rows:
            heading = [_heading(name, field.name, found) for field in fields(rows[0])]
            spreadsheets.write(folder / f"{name}.csv", heading, _cells(rows))


def _heading(table: str, column: str, found: Audience) -> str:
    """The name of a column with its unit."""
    unit = UNITS.get(column)
    if table == "prices" and column.startswith(("cpm", "on_target")):
        unit = f"{found.scenario.currency} per 1,000 impressions"
    if column == "cost":
        unit = found.scenario.currency
    if table == "fans" and column.startswith("on_target"):
        unit = "0 to 1"
    name = column.replace("_", " ")
    return f"{name} [{unit}]" if unit else name


def _cells(rows: Iterable[Any]) -> Iterable[list[object]]:
    for row in rows:
        values = asdict(row).values()
        yield [" + ".join(value) if isinstance(value, tuple) else value for value in values]
