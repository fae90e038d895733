"""The commands and their options; each imports what it needs when it is called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simsmm.cli.complaints import complaining
from simsmm.wording import say

app = typer.Typer(
    name="simsmm",
    help="A wind tunnel for social media campaigns: how many people a plan will reach, how often "
    "and at what cost, with honest error bars, before the money is spent.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Scenario = Annotated[Path, typer.Argument(metavar="SCENARIO", help="A scenario file (YAML).")]
Out = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Folder for the results. If it exists, a number is added to its name.",
        show_default="runs/ and the scenario's name",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Write into an existing folder.")]


def _share(text: str) -> float:
    """A precision such as ``2 %`` or ``0.02``."""
    from simsmm.scenario.quantities import share

    try:
        found = share(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    if found <= 0.0:
        raise typer.BadParameter("a precision of nothing is never reached; 2 % is usual")
    return found


def _version(wanted: bool) -> None:
    if wanted:
        from simsmm.cli.screen import version

        typer.echo(f"simsmm {version()}")
        raise typer.Exit


@app.callback()
def _simsmm(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Say which version this is."
        ),
    ] = False,
) -> None:
    pass


@app.command(
    help=say("Say what is wrong with a scenario, and where.")
    + "\n\n"
    + say("Exit code 2 if it cannot be run; 0 otherwise, with or without warnings.")
)
def check(
    scenario: Scenario,
    resolved: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help=say("Also write the plan with every default filled in, to keep.")
        ),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--force", help=say("Overwrite that file."))] = False,
) -> None:
    """Check a scenario."""
    from simsmm.cli.checking import check as examine
    from simsmm.cli.checking import resolve

    with complaining():
        usable = examine(scenario)
        if usable and resolved is not None:
            resolve(scenario, resolved, overwrite=overwrite)
    raise typer.Exit(0 if usable else 2)


@app.command(
    help=say("Write a first scenario, with comments, from a few questions or from options.")
)
def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("Where to write it."))] = Path(
        "campaign.yaml"
    ),
    brand: Annotated[str | None, typer.Option(help=say("Whose campaign it is."))] = None,
    market: Annotated[str | None, typer.Option(help=say("Whom it could reach, in words."))] = None,
    people: Annotated[str | None, typer.Option(help=say("How many people that are."))] = None,
    channels: Annotated[
        str | None, typer.Option(help=say("Channels, with commas between them."))
    ] = None,
    budget: Annotated[
        str | None, typer.Option(help=say("Money for boosts, such as '500 EUR'."))
    ] = None,
    days: Annotated[str | None, typer.Option(help=say("How many days it lasts."))] = None,
    goal: Annotated[str | None, typer.Option(help=say("How many people it should reach."))] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help=say("Ask nothing; assume what is left out."))
    ] = False,
) -> None:
    """Write a first scenario."""
    from simsmm.cli.drafting import new as write

    given = {"brand": brand, "market": market, "people": people, "channels": channels}
    with complaining():
        write(file, {**given, "budget": budget, "days": days, "goal": goal}, ask=not yes)


@app.command(
    help=say("Print the JSON Schema of scenarios, from which editors complete and underline.")
    + "\n\n"
    + say(
        "An editor that speaks YAML reads it where the first line of a scenario says "
        "`# yaml-language-server: $schema=FILE`."
    )
)
def schema(
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=say("Write it there."), show_default=say("printed")),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--force", help=say("Overwrite that file."))] = False,
) -> None:
    """Print the schema."""
    from simsmm.cli.checking import print_schema

    with complaining():
        print_schema(out, overwrite=overwrite)


@app.command()
def run(
    scenario: Scenario,
    seed: Annotated[int, typer.Option(help="The same seed gives the same answer.")] = 0,
    replicates: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=1_000_000,
            metavar="N",
            help="Exactly so many simulated outcomes.",
            show_default="as many as the precision needs",
        ),
    ] = None,
    precision: Annotated[
        float | None,
        typer.Option(
            parser=_share,
            metavar="P",
            help="How sure the mean of reach has to be, such as 2%.",
            show_default="that of the scenario's effort",
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=1024,
            metavar="W",
            help="Threads; changes no number.",
            show_default="one per processor",
        ),
    ] = None,
    out: Out = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print the answer as JSON, and nothing else.")
    ] = False,
    quick: Annotated[
        bool,
        typer.Option("--quick", help="A first look: effort quick, whatever the scenario says."),
    ] = False,
    force: Force = False,
) -> None:
    """Simulate a campaign and write its report.

    Writes report.html, answer.json, replicates.parquet, series.parquet and manifest.json.
    Ctrl-C stops early and keeps what is done.
    """
    from simsmm.cli.running import Order, carry_out

    with complaining():
        order = Order(scenario, seed, replicates, precision, workers, out, json, quick, force)
        code = carry_out(order)
    raise typer.Exit(code)


@app.command()
def explain(
    channel: Annotated[
        str | None, typer.Argument(metavar="CHANNEL", help="Such as 'social network'.")
    ] = None,
    simulate: Annotated[
        bool, typer.Option(help="Also hold what a simulation gives against what is published.")
    ] = True,
) -> None:
    """Tell a channel's numbers, their sources, and what a simulation of them gives."""
    from simsmm.cli.explaining import explain as tell

    with complaining():
        tell(channel, simulate=simulate)


@app.command()
def society(
    scenario: Scenario,
    seed: Annotated[int, typer.Option(help="The same seed gives the same society.")] = 0,
) -> None:
    """Show the ties a scenario is simulated on: each target, and what was achieved."""
    from simsmm.cli.showing import show

    with complaining():
        show(scenario, seed)


@app.command()
def demo(out: Out = None, force: Force = False) -> None:
    """Run the example that comes with simsmm: a band's album launch."""
    from simsmm.cli.running import DEMO_REPLICATES, Order, carry_out
    from simsmm.shipped import scenario_path

    with complaining():
        scenario = scenario_path("band_album")
        order = Order(scenario, replicates=DEMO_REPLICATES, out=out, force=force)
        code = carry_out(order)
    raise typer.Exit(code)
