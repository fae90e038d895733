"""Arguments and options that several commands share, and how their values are read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simsmm.wording import say, speak

Scenario = Annotated[Path, typer.Argument(metavar="SCENARIO", help=say("A scenario file (YAML)."))]
Seed = Annotated[int, typer.Option(help=say("The same seed gives the same answer."))]
Out = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help=say("Folder for the results. If it exists, a number is added to its name."),
        show_default=say("runs/ and the scenario's name"),
    ),
]
Tables = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="DIR",
        help=say("Folder for the tables as CSV. If it exists, a number is added to its name."),
        show_default=False,
    ),
]
Force = Annotated[bool, typer.Option("--force", help=say("Write into an existing folder."))]
Json = Annotated[
    bool, typer.Option("--json", help=say("Print the answer as JSON, and nothing else."))
]


def share_of(text: str) -> float:
    """A precision such as ``2 %`` or ``0.02``.

    Raises:
        typer.BadParameter: it is none, or nothing.
    """
    from simsmm.scenario.arguments import precision

    try:
        return precision(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def tell_version(wanted: bool) -> None:
    """Print the version and end, where that was asked for."""
    if wanted:
        from simsmm.cli.screen import version

        typer.echo(f"simsmm {version()}")
        raise typer.Exit


def choose_language(chosen: str | None) -> None:
    """For programs that call `app` themselves; the command line has chosen already."""
    if chosen is not None:
        try:
            speak(chosen)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None
